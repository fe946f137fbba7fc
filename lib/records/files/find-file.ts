import { and, eq } from "drizzle-orm";
import { jobFiles } from "@/lib/db/schema-actions";
import type { Context } from "@/lib/records/context";

export type JobFile = typeof jobFiles.$inferSelect;

/** A file of a job with its content; null when there is none. */
export async function findFile(
  ctx: Pick<Context, "db">,
  { jobId, id }: { jobId: string; id: string },
): Promise<JobFile | null> {
  const [file] = await ctx.db
    .select()
    .from(jobFiles)
    .where(and(eq(jobFiles.jobId, jobId), eq(jobFiles.id, id)));
  return file ?? null;
}
