import type { OrchestrateRequest } from "@/lib/contracts/orchestrate-request";
import type { Context } from "@/lib/records/context";
import { askApproval } from "./ask-approval";
import { authorizeIntent } from "./authorize-intent";
import { checkCallbackUrl } from "./check-callback-url";
import { checkInputs } from "./check-inputs";
import { gateCall } from "./gate-call";
import { nameIntent } from "./name-intent";
import { observeCall, type SeenCall } from "./observe-call";
import { planCall } from "./plan-call";
import { recordDryRun } from "./record-dry-run";
import { routeIntent } from "./route-intent";
import { type Outcome, runCall } from "./run-call";

/**
 * Carries out a call: route, authorize, plan what it is held to, check, pass the gate, admit, run and record. Throws an
 * AppError for what never became a job; a tool that fails is an outcome, with its error on the job.
 */
export function orchestrate(
  ctx: Context,
  asked: OrchestrateRequest,
  { replayOf = null }: { replayOf?: string | null } = {},
): Promise<Outcome> {
  return observeCall(ctx, (seenCtx, seen) => carryOut(seenCtx, { asked, replayOf, seen }));
}

type CarryOutInput = { asked: OrchestrateRequest; replayOf: string | null; seen: SeenCall };

async function carryOut(ctx: Context, { asked, replayOf, seen }: CarryOutInput): Promise<Outcome> {
  checkCallbackUrl(ctx, asked);
  const request = await nameIntent(ctx, asked);
  const route = await routeIntent(ctx, request);
  seen.route = route;
  authorizeIntent(ctx, request.intent);
  const { tool } = route;
  const plan = await planCall(ctx, { intent: request.intent, tool });
  const input = checkInputs({ tool, inputs: request.inputs });
  const gate = await gateCall(ctx, { tool, inputs: request.inputs, input });
  switch (gate.kind) {
    case "dry_run":
      return recordDryRun(ctx, { request, route, gate, replayOf, plan });
    case "approval":
      return askApproval(ctx, { request, route, gate, replayOf, plan });
    case "run":
      return runCall(ctx, { request, route, input, replayOf, plan });
  }
}
