import type { Mode } from "@/lib/contracts/job";
import type { RequestedMode } from "@/lib/contracts/orchestrate-request";

const flowFamilies = new Set(["gmail", "slack", "calendar"]);

type SelectModeInput = {
  requested: RequestedMode;
  intent: string;
  /** Whether an in-process tool has this name. */
  isTool: boolean;
  /** Whether an operator has bound it to a flow. */
  isBound: boolean;
};

/** Which engine runs an intent: what was asked for, else a tool of that name, else what is bound to it, else by family. */
export function selectMode({ requested, intent, isTool, isBound }: SelectModeInput): Mode {
  if (requested !== "auto") return requested;
  if (isTool) return "agent";
  const family = intent.split(".", 1)[0] ?? "";
  if (family === "mcp") return "mcp";
  return isBound || flowFamilies.has(family) ? "flow" : "agent";
}
