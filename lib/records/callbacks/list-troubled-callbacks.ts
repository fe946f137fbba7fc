import { sql } from "drizzle-orm";
import type { Attention } from "@/lib/contracts/attention";
import type { CallbackState } from "@/lib/contracts/job";
import { smallestId } from "@/lib/core/ids";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";
import { receiverHost } from "./pick-callbacks";

type Row = {
  job_id: string;
  intent: string | null;
  host: string;
  state: CallbackState;
  attempt: number;
  next_at: string | Date;
};

const rowsMax = 20;
const daysBack = 7;
const dayMs = 86_400_000;

/** The newest callbacks, of jobs that the actor may see, whose last attempt failed or that were given up. */
export async function listTroubledCallbacks(ctx: Context): Promise<Attention["callbacks"]> {
  const sinceId = smallestId("job", ctx.clock.now().getTime() - daysBack * dayMs);
  const mine = ctx.actor.rights.includes("jobs_of_others") ? sql`` : sql` and callbacks.caller_id = ${ctx.actor.id}`;
  // One that is on its way for the first time has an attempt too, and a lease.
  const rows = await queryRows<Row>({
    db: ctx.db,
    query: sql`
      select callbacks.job_id, jobs.intent, ${receiverHost} as host, callbacks.state, callbacks.attempt, callbacks.next_at
      from callbacks left join jobs on jobs.id = callbacks.job_id
      where callbacks.state <> 'delivered' and callbacks.attempt > 0 and callbacks.job_id >= ${sinceId}
        and (callbacks.lease_until is null or callbacks.attempt > 1)${mine}
      order by callbacks.job_id desc limit ${rowsMax}::int`,
  });
  return rows.map(({ job_id, intent, host, state, attempt, next_at }) => ({
    job_id,
    intent: intent ?? "",
    host,
    state,
    attempts: attempt,
    next_at: state === "waiting" ? new Date(next_at).toISOString() : null,
  }));
}
