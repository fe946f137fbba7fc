import type { FlowCheck } from "@/lib/contracts/flow-binding";
import type { Context } from "@/lib/records/context";
import { getFlow } from "@/lib/records/flows/get-flow";
import { probeFlow } from "@/lib/tools/flows/probe-flow";

const timeoutMs = 5_000;

/** Looks whether the flow of a binding is there, without running it, whether or not it is switched on. Throws `not_found`. */
export async function checkFlow(ctx: Context, id: string): Promise<FlowCheck> {
  const flow = await getFlow(ctx, id);
  return { flow_id: flow.id, ...(await probeFlow(ctx, { flow, timeoutMs, signal: ctx.signal })) };
}
