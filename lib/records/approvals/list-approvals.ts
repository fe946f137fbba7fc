import { and, desc, eq, inArray, lt } from "drizzle-orm";
import type { ApprovalsQuery } from "@/lib/contracts/approval";
import { approvalDecisions, approvals } from "@/lib/db/schema-actions";
import type { Context } from "@/lib/records/context";
import type { Approval, ApprovalDecision } from "./approval";

type Page = { page: { approval: Approval; decisions: ApprovalDecision[] }[]; nextCursor: string | null };

/** A page of the approvals that the actor may see, newest first: all with the right to approve, else its own. */
export async function listApprovals(ctx: Pick<Context, "db" | "actor">, query: ApprovalsQuery): Promise<Page> {
  const mine = ctx.actor.rights.includes("approve") ? undefined : eq(approvals.askedById, ctx.actor.id);
  const rows = await ctx.db
    .select()
    .from(approvals)
    .where(
      and(
        mine,
        query.state && eq(approvals.state, query.state),
        query.cursor ? lt(approvals.id, query.cursor) : undefined,
      ),
    )
    .orderBy(desc(approvals.id))
    .limit(query.limit + 1);
  const shown = rows.slice(0, query.limit);
  const ids = shown.map(({ id }) => id);
  const decisions =
    ids.length === 0
      ? []
      : await ctx.db
          .select()
          .from(approvalDecisions)
          .where(inArray(approvalDecisions.approvalId, ids))
          .orderBy(approvalDecisions.id);
  return {
    page: shown.map((approval) => ({
      approval,
      decisions: decisions.filter(({ approvalId }) => approvalId === approval.id),
    })),
    nextCursor: rows.length > query.limit ? (shown.at(-1)?.id ?? null) : null,
  };
}
