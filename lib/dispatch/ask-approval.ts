import type { OrchestrateRequest } from "@/lib/contracts/orchestrate-request";
import type { AdmissionPlan } from "@/lib/policy/admission-plan";
import { redactSecrets } from "@/lib/policy/command/redact-secrets";
import { approvalIdOf } from "@/lib/records/approvals/approval";
import { insertApproval } from "@/lib/records/approvals/insert-approval";
import { appendAudit } from "@/lib/records/audit/append-audit";
import type { Context } from "@/lib/records/context";
import type { Job } from "@/lib/records/jobs/job";
import type { Gate } from "@/lib/tools/define-tool";
import { admitCall, recordClaimed } from "./admit-call";
import { boundHash } from "./gate-call";
import { newClaim, newJob } from "./new-job";
import { notifyApproval } from "./notify-approval";
import type { Route } from "./route-intent";
import type { Outcome } from "./run-call";

type AskApprovalInput = {
  request: OrchestrateRequest;
  route: Route;
  gate: Extract<Gate, { kind: "approval" }>;
  replayOf: string | null;
  /** What it is held to: its place and its money are kept from now on. */
  plan: AdmissionPlan | null;
};

/**
 * Puts a call on record that a person must approve first: job, claim, approval and audit row, or none of them. A twin
 * joins the one that waits already. Nobody is kept waiting for a person: the answer is the job.
 */
export async function askApproval(
  ctx: Context,
  { request, route, gate, replayOf, plan }: AskApprovalInput,
): Promise<Outcome> {
  const expiresAt = new Date(ctx.clock.now().getTime() + ctx.env.approvals.timeoutMs);
  const job: Job = {
    ...newJob(ctx, { request, route, isRunHere: false, replayOf }),
    state: "awaiting_approval",
    expiresAt,
  };
  const claim = newClaim({ request, job });
  const record = (held: AdmissionPlan | null) =>
    ctx.db.transaction(async (db) => {
      const tx = { ...ctx, db };
      const recorded = await recordClaimed(tx, { job, claim, plan: held });
      if (!recorded.isNew) return recorded;
      await insertApproval(tx, approvalOf(ctx, { job, gate, expiresAt }));
      const { host, host_key, command } = gate.card;
      await appendAudit(tx, {
        kind: "approval.requested",
        subject: approvalIdOf(job),
        data: {
          job: job.id,
          intent: job.intent,
          host,
          host_key,
          command: command && redactSecrets(command),
          needed: gate.needed,
        },
      });
      return recorded;
    });
  const admission = await admitCall(ctx, { job, claim, tool: route.tool, plan, record });
  const { rates } = admission;
  if (admission.kind !== "run") return { job: admission.job, isReplayed: true, rates };
  notifyApproval(ctx, { job, card: gate.card });
  return { job, isReplayed: false, rates };
}

type ApprovalOfInput = Pick<AskApprovalInput, "gate"> & { job: Job; expiresAt: Date };

function approvalOf(ctx: Context, { job, gate, expiresAt }: ApprovalOfInput) {
  return {
    id: approvalIdOf(job),
    jobId: job.id,
    intent: job.intent,
    state: "waiting" as const,
    card: gate.card,
    hash: boundHash({ intent: job.intent, inputs: job.inputs, gate }),
    askedById: ctx.actor.id,
    askedByKind: ctx.actor.kind,
    askedByName: ctx.actor.name,
    ownerId: ctx.actor.ownerId,
    fourEyes: gate.fourEyes,
    needed: gate.needed,
    createdAt: job.createdAt,
    expiresAt,
    decidedAt: null,
    runBefore: null,
  };
}
