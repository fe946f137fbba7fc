import type { OrchestrateRequest } from "@/lib/contracts/orchestrate-request";
import type { Context } from "@/lib/records/context";
import { askApproval } from "./ask-approval";
import { authorizeIntent } from "./authorize-intent";
import { checkCallbackUrl } from "./check-callback-url";
import { checkInputs } from "./check-inputs";
import { gateCall } from "./gate-call";
import { nameIntent } from "./name-intent";
import { recordDryRun } from "./record-dry-run";
import { routeIntent } from "./route-intent";
import { type Outcome, runCall } from "./run-call";

/**
 * Carries out a call: route, authorize, check, pass the gate, run and record. Throws an AppError for what never became a
 * job; a tool that fails is an outcome, with its error on the job.
 */
export async function orchestrate(
  ctx: Context,
  asked: OrchestrateRequest,
  { replayOf = null }: { replayOf?: string | null } = {},
): Promise<Outcome> {
  checkCallbackUrl(ctx, asked);
  const request = await nameIntent(ctx, asked);
  const route = await routeIntent(ctx, request);
  authorizeIntent(ctx, request.intent);
  const { tool } = route;
  const input = checkInputs({ tool, inputs: request.inputs });
  const gate = await gateCall(ctx, { tool, inputs: request.inputs, input });
  switch (gate.kind) {
    case "dry_run":
      return recordDryRun(ctx, { request, route, gate, replayOf });
    case "approval":
      return askApproval(ctx, { request, route, gate, replayOf });
    case "run":
      return runCall(ctx, { request, route, input, replayOf });
  }
}
