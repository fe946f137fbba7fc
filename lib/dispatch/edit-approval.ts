import type { ApprovalCard } from "@/lib/contracts/approval";
import type { JsonObject } from "@/lib/contracts/json";
import { AppError } from "@/lib/core/app-error";
import type { Approval } from "@/lib/records/approvals/approval";
import type { Context } from "@/lib/records/context";
import { findJob } from "@/lib/records/jobs/find-job";
import { findCallable } from "@/lib/tools/catalog";
import { checkInputs } from "./check-inputs";
import { boundHash, gateCall } from "./gate-call";

export type Edited = { inputs: JsonObject; card: ApprovalCard; hash: string; needed: number; fourEyes: boolean };

/** What an approval would show and bind with other inputs, which pass the same checks as those of a call. */
export async function planEdit(
  ctx: Context,
  { approval, inputs }: { approval: Approval; inputs: JsonObject },
): Promise<Edited> {
  const job = await findJob(ctx, approval.jobId);
  const tool = job && (await findCallable(ctx, { intent: approval.intent, mode: job.mode }));
  if (!tool)
    throw new AppError({ code: "intent_not_found", detail: `Intent '${approval.intent}' is not there any more.` });
  const gate = await gateCall(ctx, { tool, inputs, input: checkInputs({ tool, inputs }) });
  if (gate.kind !== "approval") {
    throw new AppError({
      code: "invalid_inputs",
      detail: "With these inputs nobody need approve it.",
      hint: "Reject it, and let it be asked for anew.",
      errors: [{ path: "inputs", message: "would not need an approval" }],
    });
  }
  // Another host may ask for more eyes than the one that was asked for; never for fewer.
  const needed = Math.max(approval.needed, gate.needed);
  const fourEyes = approval.fourEyes || gate.fourEyes;
  return { inputs, card: gate.card, hash: boundHash({ intent: approval.intent, inputs, gate }), needed, fourEyes };
}
