import { and, desc, eq, lt, sql } from "drizzle-orm";
import type { JobsQuery } from "@/lib/contracts/job";
import { jobs } from "@/lib/db/schema";
import type { Context } from "@/lib/records/context";

/** A page of the jobs that the actor may see, newest first, and the cursor of the next one. */
export async function listJobs(ctx: Context, query: JobsQuery) {
  const mine = ctx.actor.rights.includes("jobs_of_others") ? undefined : eq(jobs.callerId, ctx.actor.id);
  const rows = await ctx.db
    .select({
      id: jobs.id,
      intent: jobs.intent,
      mode: jobs.mode,
      state: jobs.state,
      callerName: jobs.callerName,
      createdAt: jobs.createdAt,
      finishedAt: jobs.finishedAt,
      durationMs: jobs.durationMs,
      attempt: jobs.attempt,
      attemptsMax: jobs.attemptsMax,
      runAt: jobs.runAt,
      replayOf: jobs.replayOf,
      error: sql<string | null>`${jobs.error} ->> 'error'`,
    })
    .from(jobs)
    .where(
      and(
        mine,
        query.state && eq(jobs.state, query.state),
        query.intent ? eq(jobs.intent, query.intent) : undefined,
        query.mode && eq(jobs.mode, query.mode),
        query.cursor ? lt(jobs.id, query.cursor) : undefined,
      ),
    )
    .orderBy(desc(jobs.id))
    .limit(query.limit + 1);
  const page = rows.slice(0, query.limit);
  return { page, nextCursor: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null };
}
