import { fieldErrors } from "@/lib/contracts/field-errors";
import type { JsonObject } from "@/lib/contracts/json";
import { AppError } from "@/lib/core/app-error";
import type { Tool } from "@/lib/tools/define-tool";

/** Checks inputs against the intent's schema and fills its defaults; throws `invalid_inputs` naming each field. */
export function checkInputs({ tool, inputs }: { tool: Tool; inputs: JsonObject }): unknown {
  const parsed = tool.input.safeParse(inputs);
  if (parsed.success) return parsed.data;
  const errors = fieldErrors({ error: parsed.error, under: "inputs" });
  throw new AppError({
    code: "invalid_inputs",
    detail: `The inputs of '${tool.intent}' are not valid: ${errors[0]?.path} ${errors[0]?.message}.`,
    ...(hasExample(tool) && { hint: `For example: ${JSON.stringify(tool.example)}` }),
    errors,
  });
}

/** Whoever binds a flow may give none. */
function hasExample({ example, mode }: Tool): boolean {
  return mode === "agent" || Object.keys(example as object).length > 0;
}
