import { and, eq } from "drizzle-orm";
import { jobQuestions } from "@/lib/db/schema-actions";
import type { Context } from "@/lib/records/context";

/** Closes a question whose run is over, so that nobody waits for its answer; the job's own events tell the rest. */
export async function withdrawQuestion(ctx: Pick<Context, "db">, id: string): Promise<void> {
  await ctx.db
    .update(jobQuestions)
    .set({ state: "cancelled" })
    .where(and(eq(jobQuestions.id, id), eq(jobQuestions.state, "waiting")));
}
