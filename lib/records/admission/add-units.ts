import { sql } from "drizzle-orm";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";
import type { Job } from "@/lib/records/jobs/job";

type AddUnitsInput = { job: Pick<Job, "id" | "attempt">; units: number };

/** Keeps what a run has used, so that it is charged however the run ends. A run that lost its job adds nothing. */
export async function addUnits(ctx: Pick<Context, "db">, { job, units }: AddUnitsInput): Promise<void> {
  await queryRows({
    db: ctx.db,
    query: sql`
      update call_reservations set units = units + ${units}::float8
      where job_id = ${job.id} and not exists (
        select 1 from jobs where id = ${job.id} and (state <> 'running' or attempt <> ${job.attempt}::int))`,
  });
}
