import { and, eq, getTableColumns, sql } from "drizzle-orm";
import { jobFiles } from "@/lib/db/schema-actions";
import type { Context } from "@/lib/records/context";

export type JobFile = Omit<typeof jobFiles.$inferSelect, "content"> & { content: Buffer<ArrayBuffer> };

/** A file of a job with its content; null when there is none. */
export async function findFile(
  ctx: Pick<Context, "db">,
  { jobId, id }: { jobId: string; id: string },
): Promise<JobFile | null> {
  const { content: _, ...facts } = getTableColumns(jobFiles);
  // As text: PGlite reads a bytea ten times as slowly.
  const base64 = sql<string>`encode(${jobFiles.content}, 'base64')`;
  const [file] = await ctx.db
    .select({ ...facts, base64 })
    .from(jobFiles)
    .where(and(eq(jobFiles.jobId, jobId), eq(jobFiles.id, id)));
  if (!file) return null;
  const { base64: text, ...rest } = file;
  return { ...rest, content: Buffer.from(text, "base64") };
}
