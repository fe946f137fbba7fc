import type { CreateFlowRequest, FlowEntry, UpdateFlowRequest } from "@/lib/contracts/flow-binding";
import type { JsonObject } from "@/lib/contracts/json";
import { AppError } from "@/lib/core/app-error";
import { compileJsonSchema } from "@/lib/policy/json-schema";
import type { Context } from "@/lib/records/context";
import { createFlow } from "@/lib/records/flows/create-flow";
import { flowEntry } from "@/lib/records/flows/flow-entry";
import { getFlow } from "@/lib/records/flows/get-flow";
import { updateFlow } from "@/lib/records/flows/update-flow";
import { findTool } from "@/lib/tools/registry";

/** Binds an intent to a flow, once its schemas are found to be schemas and its example to fit. Throws `invalid_request`. */
export async function addFlow(ctx: Context, request: CreateFlowRequest): Promise<FlowEntry> {
  refuseUnusable(request);
  return createFlow(ctx, request);
}

/** Changes a binding after the same checks. Throws `invalid_request`. */
export async function changeFlow(ctx: Context, { id, change }: { id: string; change: UpdateFlowRequest }) {
  const flow = flowEntry(await getFlow(ctx, id));
  refuseUnusable({
    ...change,
    input_schema: change.input_schema ?? flow.input_schema,
    example: change.example ?? flow.example,
  });
  return updateFlow(ctx, { id, change });
}

function refuseUnusable({ intent, input_schema, output_schema, example }: UpdateFlowRequest): void {
  if (intent !== undefined && findTool(intent)) {
    throw refused("intent", `is a tool of this process already, which a flow cannot take the place of`);
  }
  refuseBadSchema("input_schema", input_schema);
  refuseBadSchema("output_schema", output_schema);
  if (input_schema && example && Object.keys(example).length > 0) refuseUnfit({ schema: input_schema, example });
}

/** An example is what a model goes by. */
function refuseUnfit({ schema, example }: { schema: JsonObject; example: JsonObject }): void {
  const [fault] = compileJsonSchema(schema)(example);
  if (fault) throw refused("example", `does not fit input_schema: '${fault.path.slice(1)}' ${fault.message}`);
}

function refuseBadSchema(path: string, schema: JsonObject | null | undefined): void {
  if (!schema) return;
  try {
    // Some recursions show only when something is checked.
    for (const value of [{}, [], ""]) compileJsonSchema(schema)(value);
  } catch (error) {
    throw refused(
      path,
      `is no JSON Schema: ${error instanceof Error ? error.message.slice(0, 200) : "it cannot be read"}`,
    );
  }
}

function refused(path: string, message: string): AppError {
  return new AppError({
    code: "invalid_request",
    detail: `The flow is not valid: '${path}' ${message}.`,
    errors: [{ path, message }],
  });
}
