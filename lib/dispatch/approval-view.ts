import type { ApprovalView } from "@/lib/contracts/approval";
import type { Approval, ApprovalDecision } from "@/lib/records/approvals/approval";
import type { Context } from "@/lib/records/context";
import { decisionFault } from "./decision-fault";

/** An approval as whoever asks sees it. */
export function approvalView(
  ctx: Pick<Context, "actor" | "clock">,
  { approval, decisions }: { approval: Approval; decisions: ApprovalDecision[] },
): ApprovalView {
  const given = decisions.filter(({ hash, decision }) => hash === approval.hash && decision === "approve");
  return {
    approval_id: approval.id,
    job_id: approval.jobId,
    intent: approval.intent,
    state: approval.state,
    hash: approval.hash,
    card: approval.card,
    asked_by: { kind: approval.askedByKind, name: approval.askedByName },
    four_eyes: approval.fourEyes,
    approvals_needed: approval.needed,
    approvals_given: new Set(given.map(personOf)).size,
    can_decide:
      approval.state === "waiting" &&
      decisionFault(ctx, approval) === null &&
      !given.some((one) => personOf(one) === (ctx.actor.ownerId ?? ctx.actor.id)),
    created_at: approval.createdAt.toISOString(),
    expires_at: approval.expiresAt.toISOString(),
    run_before: approval.runBefore?.toISOString() ?? null,
    decisions: decisions.map((one) => ({
      decision: one.decision,
      by: one.actorName,
      reason: one.reason,
      at: one.at.toISOString(),
      edited: one.inputsBefore !== null,
    })),
  };
}

/** A person with two keys is one. */
function personOf({ ownerId, actorId }: ApprovalDecision): string {
  return ownerId ?? actorId;
}
