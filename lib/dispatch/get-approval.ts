import { AppError } from "@/lib/core/app-error";
import { findApproval } from "@/lib/records/approvals/find-approval";
import type { Context } from "@/lib/records/context";

/** An approval that the actor may see: any with the right to approve, else what it asked for. Throws `approval_not_found`. */
export async function getApproval(ctx: Pick<Context, "db" | "actor">, id: string) {
  const found = await findApproval(ctx, id);
  const isSeen = ctx.actor.rights.includes("approve") || found?.approval.askedById === ctx.actor.id;
  if (found && isSeen) return found;
  throw new AppError({
    code: "approval_not_found",
    detail: `There is no approval '${id}' for you.`,
    hint: "GET /approvals lists them.",
  });
}
