import { eq } from "drizzle-orm";
import { type FlowEntry, targetFault, type UpdateFlowRequest } from "@/lib/contracts/flow-binding";
import { AppError } from "@/lib/core/app-error";
import { flows } from "@/lib/db/schema-actions";
import type { Context } from "@/lib/records/context";
import { forgetRemembered } from "@/lib/records/remember";
import { sealFlowAuth } from "./flow-auth";
import { flowEntry } from "./flow-entry";
import { getFlow } from "./get-flow";

/** Changes what is given of a binding. Throws `not_found`, `already_exists`, or `invalid_request` for an unfit target. */
export async function updateFlow(
  ctx: Context,
  { id, change }: { id: string; change: UpdateFlowRequest },
): Promise<FlowEntry> {
  const flow = await getFlow(ctx, id);
  refuseUnfit({
    intent: change.intent ?? flow.intent,
    backend: change.backend ?? flow.backend,
    target: change.target === undefined ? flow.target : change.target,
  });
  const [taken] = change.intent
    ? await ctx.db.select({ id: flows.id }).from(flows).where(eq(flows.intent, change.intent))
    : [];
  if (taken && taken.id !== id) {
    throw new AppError({
      code: "already_exists",
      detail: `'${change.intent}' is bound to another flow already, ${taken.id}.`,
      errors: [{ path: "intent", message: `is bound already, to ${taken.id}` }],
    });
  }
  const { input_schema, output_schema, timeout_s, attempts_max, enabled, auth, ...same } = change;
  const [row] = await ctx.db
    .update(flows)
    .set({
      ...same,
      ...(input_schema !== undefined && { inputSchema: input_schema }),
      ...(output_schema !== undefined && { outputSchema: output_schema }),
      ...(timeout_s !== undefined && { timeoutMs: timeout_s === null ? null : Math.round(timeout_s * 1000) }),
      ...(attempts_max !== undefined && { attemptsMax: attempts_max }),
      ...(enabled !== undefined && { isEnabled: enabled }),
      ...(auth && sealFlowAuth(ctx, { id, auth })),
      updatedAt: ctx.clock.now(),
    })
    .where(eq(flows.id, id))
    .returning();
  forgetRemembered(ctx);
  return flowEntry(row ?? flow);
}

function refuseUnfit(flow: Parameters<typeof targetFault>[0]): void {
  const fault = targetFault(flow);
  if (fault === null) return;
  throw new AppError({
    code: "invalid_request",
    detail: `The target of the flow ${fault}.`,
    errors: [{ path: "target", message: fault }],
  });
}
