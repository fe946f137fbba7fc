import { and, eq, sql } from "drizzle-orm";
import { jobQuestions } from "@/lib/db/schema-actions";
import type { Context } from "@/lib/records/context";
import type { JobQuestion } from "./question";

type FindQuestionInput = { jobId: string; id: string };

/** A question of a job and how long it may still wait, by the database's clock; null when there is none. */
export async function findQuestion(
  ctx: Pick<Context, "db">,
  { jobId, id }: FindQuestionInput,
): Promise<{ question: JobQuestion; leftMs: number } | null> {
  const leftMs = sql<number>`extract(epoch from ${jobQuestions.expiresAt} - now()) * 1000`.mapWith(Number);
  const [row] = await ctx.db
    .select({ question: jobQuestions, leftMs })
    .from(jobQuestions)
    .where(and(eq(jobQuestions.jobId, jobId), eq(jobQuestions.id, id)));
  return row ?? null;
}
