import { and, eq, sql } from "drizzle-orm";
import { invitations } from "@/lib/db/schema-people";
import type { Context } from "@/lib/records/context";
import type { Invitation } from "./invitation-entry";
import { isOpen } from "./is-open";

/** Uses up the open invitation of an id or a proved address; null when there is none. Of two at once, one gets it. */
export async function consumeInvitation(
  tx: Context,
  by: { id: string } | { email: string },
): Promise<Invitation | null> {
  const which = "id" in by ? eq(invitations.id, by.id) : eq(sql`lower(${invitations.email})`, by.email.toLowerCase());
  const [row] = await tx.db
    .update(invitations)
    .set({ usedAt: tx.clock.now() })
    .where(and(which, isOpen(tx)))
    .returning();
  return row ?? null;
}
