import { eq, sql } from "drizzle-orm";
import type { SessionsEnded } from "@/lib/contracts/account";
import { users } from "@/lib/db/schema";
import { appendAudit } from "@/lib/records/audit/append-audit";
import { tellCallersChanged } from "@/lib/records/caller-watch";
import type { Context } from "@/lib/records/context";
import { requireUser } from "./require-user";

/** Ends every session of the one who asks, this one too. */
export async function signOutEverywhere(ctx: Context): Promise<SessionsEnded> {
  const { id, email } = await requireUser(ctx);
  await ctx.db.transaction(async (db) => {
    const change = { sessionVersion: sql`${users.sessionVersion} + 1` };
    await db.update(users).set(change).where(eq(users.id, id));
    await appendAudit({ ...ctx, db }, { kind: "user.signed_out_everywhere", subject: id, data: { email } });
    await tellCallersChanged(db);
  });
  return { sessions: "ended" };
}
