import { sql } from "drizzle-orm";
import type { JsonObject } from "@/lib/contracts/json";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";
import type { Job } from "./job";
import { jobsChannel } from "./move-job";

/** What a run tells about itself; its moves are told where it moves. */
export type ReportedEvent = { type: "progress" | "output"; data: JsonObject };

type AddEventsInput = { job: Pick<Job, "id" | "attempt">; events: readonly ReportedEvent[] };

/**
 * Adds to the log of a running job, in order, and wakes whoever reads along. False, and nothing is written, when this
 * run of it is over. The job's row is locked first, as by a move, so that what commits later has the higher ids: a
 * reader that goes by them misses nothing.
 */
export async function addEvents(ctx: Pick<Context, "db" | "clock">, { job, events }: AddEventsInput): Promise<boolean> {
  const rows = await queryRows({
    db: ctx.db,
    query: sql`
      with held as (
        select id from jobs where id = ${job.id} and attempt = ${job.attempt}::int and state = 'running'
        for no key update
      ), added as (
        insert into job_events (job_id, type, data, at)
        select held.id, event.type, event.data, ${ctx.clock.now().toISOString()}::timestamptz
        from held cross join rows from (json_to_recordset(${JSON.stringify(events)}::json) as (type text, data json))
          with ordinality as event (type, data, place)
        order by event.place
      )
      select id, pg_notify(${jobsChannel}, id || ' progress') from held`,
  });
  return rows.length === 1;
}
