import type { OrchestrateRequest } from "@/lib/contracts/orchestrate-request";
import { AppError } from "@/lib/core/app-error";
import { selectMode } from "@/lib/policy/select-mode";
import type { Context } from "@/lib/records/context";
import type { Tool } from "@/lib/tools/define-tool";
import { findTool, listToolsFor } from "@/lib/tools/registry";

export type Route = { mode: "agent"; tool: Tool };

/** Finds what runs an intent, or says why nothing can: an unknown name, or an engine that is not set up. */
export function routeIntent(ctx: Context, request: Pick<OrchestrateRequest, "intent" | "mode">): Route {
  const tool = findTool(request.intent);
  const mode = selectMode({ requested: request.mode, intent: request.intent, isTool: tool !== null });
  switch (mode) {
    case "agent":
      if (tool) return { mode, tool };
      throw intentNotFound(ctx, request.intent);
    case "flow":
      throw flowNotConfigured(ctx, request.intent);
    case "mcp":
      throw new AppError({
        code: "not_configured",
        detail: `Intent '${request.intent}' needs MCP mode, and no MCP server is configured.`,
        hint: "This version has no MCP client yet; it will read its servers from ORCHESTRATOR_MCP_CONFIG.",
      });
  }
}

function intentNotFound(ctx: Context, intent: string): AppError {
  const available = listToolsFor(ctx.actor).map((tool) => tool.intent);
  return new AppError({
    code: "intent_not_found",
    detail: `Intent '${intent}' not found. Available: [${available.join(", ")}]`,
    hint: "GET /tools describes each of them.",
  });
}

function flowNotConfigured(ctx: Context, intent: string): AppError {
  const isBaseSet = ctx.env.n8n !== null || ctx.env.activepieces !== null;
  return new AppError({
    code: "not_configured",
    detail: isBaseSet
      ? `Intent '${intent}' needs flow mode, which this version cannot run yet although a backend is set.`
      : `Intent '${intent}' needs flow mode, and no flow backend is configured.`,
    hint: isBaseSet
      ? "Flow mode comes with a later version. GET /tools lists what this one can run."
      : "Flow mode comes with a later version, and will read N8N_WEBHOOK_BASE (http://n8n:5678/webhook) or ACTIVEPIECES_BASE.",
  });
}
