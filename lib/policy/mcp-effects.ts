import type { McpApproval, McpToolFacts } from "@/lib/contracts/mcp";
import type { Effects, Risk } from "@/lib/contracts/tool";

type JudgeInput = { hints: McpToolFacts["hints"]; isTrusted: boolean; approval: McpApproval };

/**
 * What a remote tool is taken to do. Annotations are hints that only a trusted server is believed (MCP 2026-07-28,
 * schema `ToolAnnotations`): else it happens once and may take something away. What is not said is as the specification
 * has it: not read-only, destructive, not idempotent.
 */
export function judgeMcpTool({ hints, isTrusted, approval }: JudgeInput): { effects: Effects; risk: Risk } {
  const isReadOnly = isTrusted && hints.readOnly === true;
  const isHarmless = isReadOnly || (isTrusted && hints.destructive === false);
  return { effects: effectsOf({ isReadOnly, isTrusted, hints }), risk: riskOf({ isHarmless, approval }) };
}

function effectsOf({ isReadOnly, isTrusted, hints }: { isReadOnly: boolean } & Omit<JudgeInput, "approval">): Effects {
  if (isReadOnly) return "read";
  return isTrusted && hints.idempotent === true ? "idempotent" : "once";
}

function riskOf({ isHarmless, approval }: { isHarmless: boolean; approval: McpApproval }): Risk {
  switch (approval) {
    case "always":
      return "dangerous";
    case "destructive":
      return isHarmless ? "low" : "dangerous";
    case "never":
      return isHarmless ? "low" : "destructive";
  }
}
