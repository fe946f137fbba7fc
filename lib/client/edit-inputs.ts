import type { ApprovalCard } from "@/lib/contracts/approval";
import type { JsonObject } from "@/lib/contracts/json";

/** What a person may change of a card before approving it: its command, or else its inputs as JSON. */
export function editableText({ inputs, command }: ApprovalCard): string {
  return command !== null && hasCommand(inputs) ? inputs.command : JSON.stringify(inputs, null, 2);
}

/** The inputs that an edited text stands for; null when it is not JSON of an object, or an empty command. */
export function editInputs({ card, text }: { card: ApprovalCard; text: string }): JsonObject | null {
  const { inputs, command } = card;
  // Another tool's input of that name is one input among others.
  if (command !== null && hasCommand(inputs)) return text.trim() === "" ? null : { ...inputs, command: text };
  return parseObject(text);
}

/** The inputs that the card does not show elsewhere. */
export function otherInputs({ inputs, command, host, reason }: ApprovalCard): JsonObject {
  const shown = { command, host, reason };
  return Object.fromEntries(
    Object.entries(inputs).filter(([name, value]) => !(Object.hasOwn(shown, name) && shown[name as "host"] === value)),
  );
}

function hasCommand(inputs: JsonObject): inputs is JsonObject & { command: string } {
  return typeof inputs.command === "string";
}

/** The JSON object that a text is; null when it is none. */
export function parseObject(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
  } catch {
    return null;
  }
}
