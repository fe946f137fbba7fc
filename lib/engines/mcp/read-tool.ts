import { Intent } from "@/lib/contracts/intent";
import type { JsonObject } from "@/lib/contracts/json";
import type { McpSkipped, McpToolFacts } from "@/lib/contracts/mcp";
import { cleanText } from "@/lib/core/clean-text";
import { cleanJson } from "@/lib/policy/clean-json";

const nameCharsMax = 128;
const titleCharsMax = 100;
const descriptionCharsMax = 2_000;
const schemaBytesMax = 64 * 1024;

/** One entry of a server's `tools/list` within our limits, or why it cannot be offered. */
export function readTool({ server, entry }: { server: string; entry: unknown }): McpToolFacts | McpSkipped {
  const tool = objectOf(cleanJson(entry));
  const name = typeof tool?.name === "string" ? tool.name : "";
  const skip = (reason: string) => ({ name: name.slice(0, nameCharsMax), reason });
  if (tool === null || name === "") return skip("it has no name, or is nested too deep");
  if (name.length > nameCharsMax) return skip(`its name is longer than ${nameCharsMax} characters`);
  if (!Intent.safeParse(`mcp.${server}.${name}`).success) return skip("its name cannot be part of an intent");
  if (objectOf(tool.execution)?.taskSupport === "required") return skip("it can only be run as a task");
  const inputSchema = objectOf(tool.inputSchema);
  if (inputSchema?.type !== "object") return skip("its input schema is not of type object");
  if (bytesOf(inputSchema) > schemaBytesMax) return skip("its input schema is longer than 64 KB");
  const outputSchema = objectOf(tool.outputSchema);
  if (outputSchema && bytesOf(outputSchema) > schemaBytesMax) return skip("its output schema is longer than 64 KB");
  const annotations = objectOf(tool.annotations) ?? {};
  return {
    name,
    title: textOf(tool.title ?? annotations.title, titleCharsMax) || null,
    description: textOf(tool.description, descriptionCharsMax),
    inputSchema,
    outputSchema,
    hints: {
      readOnly: flagOf(annotations.readOnlyHint),
      destructive: flagOf(annotations.destructiveHint),
      idempotent: flagOf(annotations.idempotentHint),
    },
  };
}

function objectOf(value: unknown): JsonObject | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}

function textOf(value: unknown, charsMax: number): string {
  return typeof value === "string" ? cleanText(value).slice(0, charsMax).toWellFormed().trim() : "";
}

function flagOf(value: unknown): boolean | null {
  return typeof value === "boolean" ? value : null;
}

function bytesOf(schema: JsonObject): number {
  return Buffer.byteLength(JSON.stringify(schema));
}
