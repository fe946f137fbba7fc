import { and, eq } from "drizzle-orm";
import { AppError } from "@/lib/core/app-error";
import { sha256Hex } from "@/lib/core/crypto";
import { invitations } from "@/lib/db/schema-people";
import type { Context } from "@/lib/records/context";
import type { Invitation } from "./invitation-entry";
import { isOpen } from "./is-open";

/** The open invitation of a token. Throws `not_found`, in the same words whyever it is not open. */
export async function getInvitation(ctx: Pick<Context, "db" | "clock">, token: string): Promise<Invitation> {
  const [row] = await ctx.db
    .select()
    .from(invitations)
    .where(and(eq(invitations.hash, sha256Hex(token)), isOpen(ctx)));
  if (row) return row;
  throw new AppError({
    code: "not_found",
    detail: "This invitation is not open: it was used or revoked, or its 72 hours are over.",
    hint: "Ask the admin who sent it for another one.",
  });
}
