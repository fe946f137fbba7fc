import { and, eq, gt, sql } from "drizzle-orm";
import { jobs } from "@/lib/db/schema";
import { jobQuestions } from "@/lib/db/schema-actions";
import type { Context } from "@/lib/records/context";
import type { JobQuestion } from "./question";

/** The question that a running job waits with; null when it waits with none. */
export async function findOpenQuestion(ctx: Pick<Context, "db">, jobId: string): Promise<JobQuestion | null> {
  const [row] = await ctx.db
    .select({ question: jobQuestions })
    .from(jobQuestions)
    .innerJoin(jobs, and(eq(jobs.id, jobQuestions.jobId), eq(jobs.attempt, jobQuestions.attempt)))
    .where(
      and(
        eq(jobQuestions.jobId, jobId),
        eq(jobQuestions.state, "waiting"),
        gt(jobQuestions.expiresAt, sql`now()`),
        eq(jobs.state, "running"),
      ),
    )
    .limit(1);
  return row?.question ?? null;
}
