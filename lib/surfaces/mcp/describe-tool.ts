import type { Tool as McpTool, ToolAnnotations } from "@modelcontextprotocol/server";
import { isIntentCovered } from "@/lib/contracts/intent-names";
import type { Context } from "@/lib/records/context";
import type { Tool } from "@/lib/tools/define-tool";
import { callInputSchema, callOutputSchema } from "./call-schemas";

type Described = { facts: Omit<McpTool, "name"> /** Of its JSON, about. */; chars: number };

const described = new WeakMap<Tool, { isHeldUp: boolean; value: Described }>();

/** A tool as `tools/list` shows it, but for its name; made once, since JSON Schema costs more than a request. */
export function describeTool(ctx: Pick<Context, "env">, tool: Tool): Described {
  const isHeldUp = mayWaitForPerson(ctx, tool);
  const known = described.get(tool);
  if (known?.isHeldUp === isHeldUp) return known.value;
  const facts = {
    title: tool.title,
    description: isHeldUp ? `${tool.description} ${waitsNote}` : tool.description,
    inputSchema: callInputSchema(tool),
    outputSchema: callOutputSchema(tool),
    annotations: annotationsOf(tool),
  };
  const value = { facts, chars: JSON.stringify(facts).length };
  described.set(tool, { isHeldUp, value });
  return value;
}

const waitsNote = "It may wait for a person's approval: the answer then says where, and job_get tells how it went.";

function mayWaitForPerson({ env }: Pick<Context, "env">, tool: Tool): boolean {
  const patterns = env.approvals.rules.map(({ pattern }) => pattern);
  return tool.risk === "dangerous" || isIntentCovered({ patterns, intent: tool.intent });
}

/** Only what is so. Of what a flow takes away nobody has told us; a client then thinks the worst, as the protocol has it. */
function annotationsOf({ title, effects, risk, mode, isOpenWorld = false }: Tool): ToolAnnotations {
  const isReadOnly = effects === "read";
  const isDestructive = !isReadOnly && risk !== "low";
  const isKnown = mode !== "flow" || isReadOnly || isDestructive;
  return {
    title,
    readOnlyHint: isReadOnly,
    ...(isKnown && { destructiveHint: isDestructive }),
    idempotentHint: effects !== "once",
    openWorldHint: mode !== "agent" || isOpenWorld,
  };
}
