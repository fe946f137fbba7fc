import { eq, inArray, sql } from "drizzle-orm";
import { signInFailures } from "@/lib/db/schema-people";
import type { Context } from "@/lib/records/context";
import type { Attempt } from "./begin-attempt";

/** Takes back that an attempt failed: it succeeded, or was never looked at. What else failed from there stays counted. */
export async function endAttempt(
  ctx: Pick<Context, "db">,
  { keys: [own = "", ...shared] }: Extract<Attempt, { kind: "go" }>,
): Promise<void> {
  await ctx.db.delete(signInFailures).where(eq(signInFailures.key, own));
  if (shared.length === 0) return;
  await ctx.db
    .update(signInFailures)
    .set({ count: sql`greatest(0, ${signInFailures.count} - 1)` })
    .where(inArray(signInFailures.key, shared));
}
