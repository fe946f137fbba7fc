import type { Mode } from "@/lib/contracts/job";
import type { OrchestrateRequest } from "@/lib/contracts/orchestrate-request";
import { AppError } from "@/lib/core/app-error";
import { selectMode } from "@/lib/policy/select-mode";
import type { Context } from "@/lib/records/context";
import { findFlow } from "@/lib/records/flows/find-flow";
import { findCallable, listCallable } from "@/lib/tools/catalog";
import type { Tool } from "@/lib/tools/define-tool";
import { findTool } from "@/lib/tools/registry";

/** How many intents an error names; remote servers may add hundreds. */
const namedMax = 100;

export type Route = { mode: Mode; tool: Tool };

/** Finds what runs an intent, or says why nothing can: an unknown name, or an engine that is not set up. */
export async function routeIntent(ctx: Context, request: Pick<OrchestrateRequest, "intent" | "mode">): Promise<Route> {
  const { intent, mode: requested } = request;
  const isTool = findTool(intent) !== null;
  const isBound = requested === "auto" && !isTool && (await findFlow(ctx, intent)) !== null;
  // Its gate, its checks and what a key covers belong to the name; another engine would go round them.
  if (isTool && (requested === "flow" || requested === "mcp")) throw notByOthers({ intent, requested });
  const mode = selectMode({ requested, intent, isTool, isBound });
  const tool = await findCallable(ctx, { intent, mode });
  if (tool) return { mode, tool };
  throw await intentNotFound(ctx, intent);
}

function notByOthers({ intent, requested }: { intent: string; requested: string }): AppError {
  return new AppError({
    code: "invalid_request",
    detail: `'${intent}' is a tool of this process, which mode '${requested}' does not run.`,
    hint: "Leave mode out, or say agent. A flow of your own needs a name of its own.",
    errors: [{ path: "mode", message: "must be auto or agent for this intent" }],
  });
}

async function intentNotFound(ctx: Context, intent: string): Promise<AppError> {
  const available = (await listCallable(ctx)).map((tool) => tool.intent);
  const named = available.slice(0, namedMax);
  const more = available.length - named.length;
  return new AppError({
    code: "intent_not_found",
    detail: `Intent '${intent}' not found. Available: [${named.join(", ")}${more > 0 ? `, and ${more} more` : ""}]`,
    hint: "GET /tools describes each of them.",
  });
}
