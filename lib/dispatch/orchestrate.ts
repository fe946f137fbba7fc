import type { OrchestrateRequest } from "@/lib/contracts/orchestrate-request";
import type { Context } from "@/lib/records/context";
import { authorizeIntent } from "./authorize-intent";
import { checkCallbackUrl } from "./check-callback-url";
import { checkInputs } from "./check-inputs";
import { routeIntent } from "./route-intent";
import { type Outcome, runCall } from "./run-call";

/**
 * Carries out a call: route, authorize, check, run and record. Throws an AppError for what never became a job; a tool
 * that fails is an outcome, with its error on the job.
 */
export async function orchestrate(
  ctx: Context,
  request: OrchestrateRequest,
  { replayOf = null }: { replayOf?: string | null } = {},
): Promise<Outcome> {
  checkCallbackUrl(ctx, request);
  const route = await routeIntent(ctx, request);
  authorizeIntent(ctx, request.intent);
  const input = checkInputs({ tool: route.tool, inputs: request.inputs });
  return runCall(ctx, { request, route, input, replayOf });
}
