import { AppError } from "@/lib/core/app-error";
import type { Context } from "@/lib/records/context";
import { findFlow } from "@/lib/records/flows/find-flow";
import type { Tool } from "@/lib/tools/define-tool";
import { conventionFlow } from "./convention-flow";
import { flowTool } from "./flow-tool";

/**
 * What carries out an intent as a flow: the one that is bound to it, else the n8n workflow whose path is the intent with
 * dashes. Throws `not_configured` when the backend is not set, or the flow is switched off.
 */
export async function findFlowTool(ctx: Context, intent: string): Promise<Tool> {
  const bound = await findFlow(ctx, intent);
  if (bound && !bound.isEnabled) {
    throw new AppError({
      code: "not_configured",
      detail: `The flow for '${intent}' is switched off.`,
      hint: `An operator switches it on with: npm run flow:edit -- ${bound.id} --enabled true`,
    });
  }
  const flow = bound ?? conventionFlow(ctx, intent);
  if (ctx.env[flow.backend] !== null) return flowTool(ctx, { flow, intent });
  throw new AppError({
    code: "not_configured",
    detail: `Intent '${intent}' needs flow mode, and no flow backend is configured${bound ? ` for ${flow.backend}` : ""}.`,
    hint: hintFor({ backend: flow.backend, isBound: bound !== null, hasActivepieces: ctx.env.activepieces !== null }),
  });
}

function hintFor(input: { backend: "n8n" | "activepieces"; isBound: boolean; hasActivepieces: boolean }): string {
  if (!input.isBound && input.hasActivepieces) {
    return "Activepieces knows its flows by id: an operator binds one with npm run flow:add -- --intent ... --backend activepieces --target FLOW_ID";
  }
  return input.backend === "n8n"
    ? "Set N8N_WEBHOOK_BASE, such as http://n8n:5678/webhook, and start again."
    : "Set ACTIVEPIECES_BASE, such as http://activepieces:3000/api/v1, and start again.";
}
