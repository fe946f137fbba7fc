import { z } from "zod";
import type { JsonObject } from "@/lib/contracts/json";
import type { McpToolFacts } from "@/lib/contracts/mcp";
import { mcpResultSchema, structuredPointer } from "@/lib/contracts/mcp-result";
import { sha256Hex } from "@/lib/core/crypto";
import { globalState } from "@/lib/core/global-state";
import { exampleOf } from "@/lib/policy/example-of";
import { judgeMcpTool } from "@/lib/policy/mcp-effects";
import { nestSchema } from "@/lib/policy/nest-schema";
import type { McpServer } from "@/lib/records/mcp-servers/mcp-server";
import type { Tool } from "@/lib/tools/define-tool";
import { jsonSchemaType } from "@/lib/tools/json-schema-type";
import { shownAs } from "@/lib/tools/shown-as";

type McpToolInput = { server: McpServer; facts: McpToolFacts };

const keptMax = 5_000;

/** The intent of a server's tool. */
export function mcpIntent({ server, tool }: { server: string; tool: string }): string {
  return `mcp.${server}.${tool}`;
}

/** A server's tool as a tool of ours: checked, admitted, run and recorded like any other. Made once for each change. */
export function mcpTool({ server, facts }: McpToolInput): Tool {
  const kept = globalState("mcp-tools", () => new Map<string, Tool>());
  // A changed description or schema is another tool: what a person approved was the one that was shown.
  const version = sha256Hex(JSON.stringify([server.version, server.isTrusted, server.approval, facts]));
  const known = kept.get(version);
  if (known) return known;
  const made = makeMcpTool({ server, facts, version });
  if (kept.size >= keptMax) kept.clear();
  kept.set(version, made);
  return made;
}

function makeMcpTool({ server, facts, version }: McpToolInput & { version: string }): Tool {
  const structured = facts.outputSchema && nestSchema(facts.outputSchema, structuredPointer);
  return {
    intent: mcpIntent({ server: server.name, tool: facts.name }),
    mode: "mcp",
    version,
    title: facts.title ?? facts.name,
    description: facts.description || `The tool ${facts.name} of the MCP server ${server.name}.`,
    ...judgeMcpTool({ hints: facts.hints, isTrusted: server.isTrusted, approval: server.approval }),
    input: inputType(facts.inputSchema),
    // What a server answers is checked where it is called, since that is no fault of ours.
    output: shownAs(z.unknown(), mcpResultSchema(structured)),
    example: exampleOf(facts.inputSchema),
    origin: originOf(server),
    timeoutMs: server.timeoutMaxMs,
    // Who is not trusted runs nothing twice by itself; but who asks again wants to know what is so now.
    isStillTrue: async () => facts.hints.readOnly !== true,
    run: async (ctx, inputs) => {
      const { runMcpTool } = await import("./run-mcp-tool");
      return runMcpTool(ctx, { server, facts, inputs: inputs as JsonObject });
    },
  };
}

/** Where it runs, for whoever decides about a call. */
function originOf({ name, transport }: McpServer): string {
  const place = transport.kind === "http" ? new URL(transport.url).host : `${transport.command}, on this machine`;
  return `the MCP server '${name}' (${place})`;
}

/**
 * Compiled at its first use, since a listing has hundreds. What is too large, or of an older dialect, is shown, and
 * checked by the server alone.
 */
function inputType(schema: JsonObject): z.ZodType {
  let type: z.ZodType | null = null;
  const lazy = z.unknown().superRefine((value, ctx) => {
    try {
      type ??= jsonSchemaType(schema);
      for (const issue of type.safeParse(value).error?.issues ?? []) {
        ctx.addIssue({ code: "custom", message: issue.message, path: issue.path });
      }
    } catch {
      type = z.unknown();
    }
  });
  return shownAs(lazy, schema);
}
