import { lte } from "drizzle-orm";
import { idempotencyClaims } from "@/lib/db/schema";
import type { Context } from "@/lib/records/context";

/** Forgets the idempotency claims whose hour is over. */
export async function deleteExpiredClaims(ctx: Context): Promise<void> {
  await ctx.db.delete(idempotencyClaims).where(lte(idempotencyClaims.expiresAt, ctx.clock.now()));
}
