import { AppError } from "@/lib/core/app-error";
import { approvalIdOf } from "@/lib/records/approvals/approval";
import { useApproval } from "@/lib/records/approvals/use-approval";
import { appendAudit } from "@/lib/records/audit/append-audit";
import type { Context } from "@/lib/records/context";
import type { Job } from "@/lib/records/jobs/job";
import type { Tool } from "@/lib/tools/define-tool";
import { boundHash, gateCall } from "./gate-call";

type PassGateInput = { job: Job; tool: Tool; input: unknown };

/**
 * Looks at the gate again just before a queued job runs. What a person approved may run once, in time, and only if
 * nothing that the yes was bound to has changed. Throws `approval_closed`.
 */
export async function passGate(ctx: Context, { job, tool, input }: PassGateInput): Promise<void> {
  const gate = await gateCall(ctx, { tool, inputs: job.inputs, input });
  if (gate.kind === "run") return;
  const id = approvalIdOf(job);
  const hash = gate.kind === "approval" ? boundHash({ intent: job.intent, inputs: job.inputs, gate }) : "";
  const isUsed = await ctx.db.transaction(async (db) => {
    const tx = { ...ctx, db };
    const isMine = await useApproval(tx, { id, hash });
    await appendAudit(tx, {
      kind: isMine ? "approval.used" : "approval.void",
      subject: id,
      data: { job: job.id, hash },
    });
    return isMine;
  });
  if (isUsed) return;
  throw new AppError({
    code: "approval_closed",
    detail: "What was approved cannot run: it was used already, its time is over, or what it was bound to has changed.",
    hint: "Nothing was run. Ask again, and it is decided again.",
    mayHaveRun: false,
  });
}
