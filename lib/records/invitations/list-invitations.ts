import { desc } from "drizzle-orm";
import type { InvitationEntry } from "@/lib/contracts/invitation";
import { invitations } from "@/lib/db/schema-people";
import type { Context } from "@/lib/records/context";
import { invitationEntry } from "./invitation-entry";
import { isOpen } from "./is-open";

const listedMax = 500;

/** The invitations that are open, newest first. */
export async function listInvitations(ctx: Pick<Context, "db" | "clock">): Promise<InvitationEntry[]> {
  const rows = await ctx.db
    .select()
    .from(invitations)
    .where(isOpen(ctx))
    .orderBy(desc(invitations.id))
    .limit(listedMax);
  return rows.map(invitationEntry);
}
