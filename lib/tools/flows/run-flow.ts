import type { JsonObject } from "@/lib/contracts/json";
import { AppError } from "@/lib/core/app-error";
import { withSpan } from "@/lib/core/tracing";
import { runThroughBreaker } from "@/lib/engines/breakers";
import { callActivepieces } from "@/lib/engines/flows/call-activepieces";
import { callN8n } from "@/lib/engines/flows/call-n8n";
import type { FlowCall, FlowOutcome } from "@/lib/engines/flows/flow-call";
import type { Flow } from "@/lib/records/flows/flow";
import { openFlowAuth } from "@/lib/records/flows/flow-auth";
import type { ToolContext } from "@/lib/tools/define-tool";
import { handOver } from "@/lib/tools/handed-over";
import { backendNames } from "./backend-names";
import { checkFlowOutput } from "./check-flow-output";
import { flowBody } from "./flow-body";
import { flowUrl } from "./flow-url";

type RunFlowInput = { flow: Flow; intent: string; inputs: JsonObject; timeoutMs: number };

/** A backend that is down is left alone after five failures in a row, for half a minute. */
const rules = { failuresMax: 5, restMs: 30_000 };

/**
 * Calls a flow once and answers with its result, or hands the job over to it when it goes on. Throws what the caller is
 * told of a flow that failed, with whether it may have run; nothing of the backend's own words.
 */
export function runFlow(ctx: ToolContext, input: RunFlowInput): Promise<unknown> {
  const { backend } = input.flow;
  const attributes = { "orchestrator.flow_backend": backend, "orchestrator.job_id": ctx.job.id };
  return withSpan({ name: `flow ${backend}`, kind: "client", attributes }, () => call(ctx, input));
}

async function call(ctx: ToolContext, { flow, intent, inputs, timeoutMs }: RunFlowInput): Promise<unknown> {
  const { body, headers } = flowBody(ctx, { intent, inputs });
  const request: FlowCall = {
    url: flowUrl(ctx.env, { flow, intent }),
    method: flow.method,
    auth: openFlowAuth(ctx, flow),
    body,
    headers,
    timeoutMs,
    signal: ctx.signal,
  };
  const startedMs = performance.now();
  const outcome = await runThroughBreaker(
    {
      target: flow.backend,
      rules,
      isTrialLong: true,
      // A flow that fails says nothing against its backend; a backend that cannot be reached does.
      isTargetsFault: (error) =>
        error instanceof AppError && error.code === "upstream_failed" && error.context.isOwn !== true,
      detail: `${backendNames[flow.backend]} cannot be reached.`,
      hint: "An operator runs npm run doctor to see why.",
    },
    async () => orThrow(await send({ request, flow })),
  );
  return outcome.kind === "started"
    ? handOver({ waitMs: Math.max(0, timeoutMs - (performance.now() - startedMs)) })
    : checkFlowOutput({ flow, output: outcome.output });
}

function send({ request, flow }: { request: FlowCall; flow: Flow }): Promise<FlowOutcome> {
  switch (flow.backend) {
    case "n8n":
      return callN8n(request, { waits: flow.reply === "sync" });
    case "activepieces":
      return callActivepieces(request, { isSync: flow.reply === "sync" });
  }
}

type Going = Extract<FlowOutcome, { kind: "succeeded" | "started" }>;

function orThrow(outcome: FlowOutcome): Going {
  switch (outcome.kind) {
    case "succeeded":
    case "started":
      return outcome;
    case "failed":
    case "retry":
      throw outcome.error.with({ mayHaveRun: outcome.mayHaveRun });
    case "unknown":
      throw outcome.error.with({ mayHaveRun: true });
  }
}
