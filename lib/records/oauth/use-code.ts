import { and, eq, isNull } from "drizzle-orm";
import { oauthCodes } from "@/lib/db/schema-oauth";
import type { Context } from "@/lib/records/context";

/** Uses an authorization code up; false when it has been. */
export async function useCode(ctx: Pick<Context, "db" | "clock">, hash: string): Promise<boolean> {
  const used = await ctx.db
    .update(oauthCodes)
    .set({ usedAt: ctx.clock.now() })
    .where(and(eq(oauthCodes.hash, hash), isNull(oauthCodes.usedAt)))
    .returning({ hash: oauthCodes.hash });
  return used.length === 1;
}
