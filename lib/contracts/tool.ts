import { z } from "zod";
import { Mode } from "./job";

/**
 * What running an intent changes: `read` nothing, `idempotent` something where twice is the same as once, `once`
 * something that must not happen twice.
 */
export const Effects = z.enum(["read", "idempotent", "once"]);
export type Effects = z.infer<typeof Effects>;

/** `destructive` takes something away that cannot be had back; `dangerous` waits for a person's yes each time. */
export const Risk = z.enum(["low", "destructive", "dangerous"]);
export type Risk = z.infer<typeof Risk>;

/** One entry of `GET /tools`. */
export const ToolEntry = z.strictObject({
  intent: z.string(),
  title: z.string(),
  description: z.string(),
  mode: Mode,
  effects: Effects,
  risk: Risk,
  idempotency: z.string().describe("What happens when the same request comes twice."),
  timeout_s: z.number(),
  stopped: z.literal(true).optional().describe("Present while an operator has stopped it: every call is refused."),
  input_schema: z.record(z.string(), z.unknown()).describe("JSON Schema of inputs."),
  output_schema: z.record(z.string(), z.unknown()).describe("JSON Schema of result."),
  example: z.strictObject({ intent: z.string(), inputs: z.record(z.string(), z.unknown()) }),
});
export type ToolEntry = z.infer<typeof ToolEntry>;

export const ToolList = z.strictObject({ tools: z.array(ToolEntry) });
export type ToolList = z.infer<typeof ToolList>;
