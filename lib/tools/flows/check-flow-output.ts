import { AppError } from "@/lib/core/app-error";
import type { Flow } from "@/lib/records/flows/flow";
import { jsonSchemaType } from "@/lib/tools/json-schema-type";

/** What a flow answered, when it is as its binding says. Throws `flow_output_invalid` naming what is not. */
export function checkFlowOutput({ flow, output }: { flow: Pick<Flow, "intent" | "outputSchema">; output: unknown }) {
  if (flow.outputSchema === null) return output;
  const parsed = jsonSchemaType(flow.outputSchema).safeParse(output);
  if (parsed.success) return output;
  const [issue] = parsed.error.issues;
  throw new AppError({
    code: "flow_output_invalid",
    detail: `The flow for '${flow.intent}' ran, but its answer is not as its output schema says: ${issue?.path.join(".") || "it"} ${issue?.message}.`,
    hint: "An operator corrects the flow, or the output schema of its binding.",
  });
}
