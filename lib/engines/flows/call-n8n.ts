import { callFlow } from "./call-flow";
import type { FlowCall, FlowOutcome } from "./flow-call";
import { judgeN8n } from "./judge-n8n";

/**
 * Calls a workflow of n8n by its production webhook. `waits` is false where the workflow answers at once and goes on.
 * Never throws for what n8n does; a signal that fires before anything was sent throws its reason.
 */
export function callN8n(call: FlowCall, { waits }: { waits: boolean }): Promise<FlowOutcome> {
  const { url, method } = call;
  return callFlow({
    call,
    name: "n8n",
    setting: "N8N_WEBHOOK_BASE",
    judge: (answer) => judgeN8n({ answer, waits, url, method, now: new Date() }),
  });
}
