import { asc, eq } from "drizzle-orm";
import { approvalDecisions, approvals } from "@/lib/db/schema-actions";
import type { Context } from "@/lib/records/context";
import type { Approval, ApprovalDecision } from "./approval";

/** An approval with what has been said to it, oldest first; null when there is none. */
export async function findApproval(
  ctx: Pick<Context, "db">,
  id: string,
): Promise<{ approval: Approval; decisions: ApprovalDecision[] } | null> {
  const [approval] = await ctx.db.select().from(approvals).where(eq(approvals.id, id));
  if (!approval) return null;
  return { approval, decisions: await listDecisions(ctx, [id]) };
}

function listDecisions(ctx: Pick<Context, "db">, [id = ""]: string[]): Promise<ApprovalDecision[]> {
  return ctx.db
    .select()
    .from(approvalDecisions)
    .where(eq(approvalDecisions.approvalId, id))
    .orderBy(asc(approvalDecisions.id));
}
