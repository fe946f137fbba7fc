import { eq } from "drizzle-orm";
import { idempotencyClaims } from "@/lib/db/schema";
import type { Context } from "@/lib/records/context";

/** Ends a job's right to answer for its twins: the next one runs again. */
export async function giveUpClaim(ctx: Context, { jobId }: { jobId: string }): Promise<void> {
  await ctx.db.delete(idempotencyClaims).where(eq(idempotencyClaims.jobId, jobId));
}
