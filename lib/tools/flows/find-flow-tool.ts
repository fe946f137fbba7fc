import { isIntentCovered } from "@/lib/contracts/intent-names";
import { AppError } from "@/lib/core/app-error";
import { listHeldPatterns } from "@/lib/records/admission/list-held-patterns";
import type { Context } from "@/lib/records/context";
import { findFlow } from "@/lib/records/flows/find-flow";
import { listFlows } from "@/lib/records/flows/list-flows";
import type { Tool } from "@/lib/tools/define-tool";
import { findTool } from "@/lib/tools/registry";
import { backendNames } from "./backend-names";
import { conventionFlow, conventionTarget } from "./convention-flow";
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
  if (!bound) {
    await refuseAlias(ctx, intent);
    await refuseUnheld(ctx, intent);
  }
  const flow = bound ?? conventionFlow(ctx, intent);
  if (ctx.env[flow.backend] !== null) return flowTool(ctx, { flow, intent });
  throw new AppError({
    code: "not_configured",
    detail: bound
      ? `Intent '${intent}' is bound to a flow of ${backendNames[flow.backend]}, whose address is not set.`
      : `Intent '${intent}' needs flow mode, and no flow backend is configured.`,
    hint: hintFor({ backend: flow.backend, isBound: bound !== null, hasActivepieces: ctx.env.activepieces !== null }),
  });
}

/** Dots become dashes, so another spelling could lead around a binding: its switch, its schema, its own name in a key. */
async function refuseAlias(ctx: Context, intent: string): Promise<void> {
  const path = conventionTarget(intent);
  const around = (await listFlows(ctx)).find(({ backend, target, intent: pattern }) => {
    if (backend !== "n8n") return false;
    if (target !== null) return target === path;
    return isPathOf({ pattern, path });
  });
  if (!around) return;
  throw new AppError({
    code: "intent_not_found",
    detail: `Intent '${intent}' not found: the workflow of that path is bound to '${around.intent}'.`,
    hint: `Call it by that name. An operator can bind '${intent}' as well.`,
  });
}

/** Nor around what an operator stops, limits or prices under one spelling; who names both means both. */
async function refuseUnheld(ctx: Context, intent: string): Promise<void> {
  const patterns = await listHeldPatterns(ctx);
  if (patterns.includes(intent)) return;
  const path = conventionTarget(intent);
  const around = patterns.find(
    (pattern) =>
      !isIntentCovered({ patterns: [pattern], intent }) && findTool(pattern) === null && isPathOf({ pattern, path }),
  );
  if (around === undefined) return;
  throw new AppError({
    code: "intent_not_found",
    detail: `Intent '${intent}' not found: an operator's limits name the workflow of that path '${around}'.`,
    hint: `Call it by that name. An operator can make a rule for '${intent}' as well.`,
  });
}

/** Whether a pattern leads to a path, by the rule that dots become dashes. */
function isPathOf({ pattern, path }: { pattern: string; path: string }): boolean {
  return pattern.endsWith(".*")
    ? path.startsWith(conventionTarget(pattern.slice(0, -1)))
    : conventionTarget(pattern) === path;
}

function hintFor(input: { backend: "n8n" | "activepieces"; isBound: boolean; hasActivepieces: boolean }): string {
  if (!input.isBound && input.hasActivepieces) {
    return "Activepieces knows its flows by id: an operator binds one with npm run flow:add -- --intent ... --backend activepieces --target FLOW_ID";
  }
  return input.backend === "n8n"
    ? "Set N8N_WEBHOOK_BASE, such as http://n8n:5678/webhook, and start again."
    : "Set ACTIVEPIECES_BASE, such as http://activepieces:3000/api/v1, and start again.";
}
