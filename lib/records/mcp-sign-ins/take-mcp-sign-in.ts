import { eq } from "drizzle-orm";
import { sha256Hex } from "@/lib/core/crypto";
import { mcpSignIns } from "@/lib/db/schema-mcp";
import type { Context } from "@/lib/records/context";
import { type Pending, unsealPending } from "./sealed-pending";

type TakeMcpSignInInput = {
  state: string;
  /** The console user whose browser brings the answer; null for nobody's. */
  userId: string | null;
};

/** A sign-in that is to be ended now. `unknown`: there is none, or its time is over; `other_user`: not by that browser. */
export type TakenSignIn =
  | ({ kind: "taken"; serverName: string; callerId: string } & Pending)
  | { kind: "unknown" }
  | { kind: "other_user" };

/** Takes the sign-in that an answer belongs to, so that nobody can take it again. Another's is left alone. */
export async function takeMcpSignIn(
  ctx: Pick<Context, "db" | "clock" | "secretKey">,
  { state, userId }: TakeMcpSignInInput,
): Promise<TakenSignIn> {
  const isIt = eq(mcpSignIns.stateHash, sha256Hex(state));
  const [found] = await ctx.db.select().from(mcpSignIns).where(isIt);
  if (found && found.startedById !== null && found.startedById !== userId) return { kind: "other_user" };
  const [row] = await ctx.db.delete(mcpSignIns).where(isIt).returning();
  const pending = row && row.expiresAt > ctx.clock.now() ? unsealPending(ctx, row) : null;
  if (!row || !pending) return { kind: "unknown" };
  return { kind: "taken", serverName: row.serverName, callerId: row.callerId, ...pending };
}
