import type { Effects, ToolEntry } from "@/lib/contracts/tool";
import type { Tool } from "./define-tool";
import { wholeSchemaOf } from "./shown-as";

const idempotencyRules: Record<Effects, string> = {
  read: "Runs again every time; nothing is cached.",
  idempotent: "The same request within an hour gives the same answer; after a crash it is run again.",
  once: "The same request within an hour gives the same answer; it is never run twice by itself.",
};

const entries = new WeakMap<Tool, ToolEntry>();

/** A tool as `GET /tools` shows it; made once, since JSON Schema costs more than a request. */
export function toolEntry(tool: Tool): ToolEntry {
  const known = entries.get(tool);
  if (known) return known;
  const entry: ToolEntry = {
    intent: tool.intent,
    title: tool.title,
    description: tool.description,
    mode: tool.mode,
    effects: tool.effects,
    risk: tool.risk,
    idempotency: idempotencyRules[tool.effects],
    timeout_s: tool.timeoutMs / 1000,
    input_schema: wholeSchemaOf(tool.input, "input"),
    output_schema: wholeSchemaOf(tool.output, "output"),
    example: { intent: tool.intent, inputs: tool.example as Record<string, unknown> },
  };
  entries.set(tool, entry);
  return entry;
}
