import { callFlow } from "./call-flow";
import type { FlowCall, FlowOutcome } from "./flow-call";
import { judgeActivepieces } from "./judge-activepieces";

/**
 * Calls a flow of Activepieces by its webhook; `isSync` says that the address ends with /sync and the flow's own answer
 * is waited for. Never throws for what Activepieces does; a signal that fires before anything was sent throws its reason.
 */
export function callActivepieces(call: FlowCall, { isSync }: { isSync: boolean }): Promise<FlowOutcome> {
  const { url } = call;
  return callFlow({
    call,
    name: "Activepieces",
    setting: "ACTIVEPIECES_BASE",
    judge: (answer) => judgeActivepieces({ answer, isSync, url, now: new Date() }),
  });
}
