import { and, gt, isNull } from "drizzle-orm";
import { invitations } from "@/lib/db/schema-people";
import type { Context } from "@/lib/records/context";

/** The condition of an invitation that still lets somebody in. */
export function isOpen({ clock }: Pick<Context, "clock">) {
  return and(isNull(invitations.usedAt), isNull(invitations.revokedAt), gt(invitations.expiresAt, clock.now()));
}
