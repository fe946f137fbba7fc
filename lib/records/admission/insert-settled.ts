import { sql } from "drizzle-orm";
import { jobs } from "@/lib/db/schema";
import type { Context } from "@/lib/records/context";
import type { Job } from "@/lib/records/jobs/job";
import { noteEnd } from "@/lib/records/usage/note-ends";

/**
 * Records a call that was admitted before and has ended, at what it cost, counts it, and gives back what it held, in one
 * statement. `units` are those of its only run.
 */
export async function insertSettled(ctx: Context, { job, units }: { job: Job; units: number }): Promise<void> {
  const attempt = job.error?.mayHaveRun === false ? 0 : job.attempt;
  const costMicros = sql<number>`settle_call(${job.id}, ${attempt}::int, ${job.durationMs}::bigint, ${units}::float8)`;
  const ended = ctx.db
    .insert(jobs)
    .values({ ...job, costMicros })
    .returning({ costMicros: jobs.costMicros });
  await ctx.db.execute(sql`with ended as (${ended.getSQL()}) ${noteEnd({ job, costIn: sql`ended` })}`);
}
