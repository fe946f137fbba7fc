import type { CreateFlowRequest, FlowEntry, UpdateFlowRequest } from "@/lib/contracts/flow-binding";
import type { JsonObject } from "@/lib/contracts/json";
import { AppError } from "@/lib/core/app-error";
import { compileJsonSchema } from "@/lib/policy/json-schema";
import type { Context } from "@/lib/records/context";
import { createFlow } from "@/lib/records/flows/create-flow";
import { updateFlow } from "@/lib/records/flows/update-flow";
import { findTool } from "@/lib/tools/registry";

/** Binds an intent to a flow, once its schemas are found to be schemas and its example to fit. Throws `invalid_request`. */
export async function addFlow(ctx: Context, request: CreateFlowRequest): Promise<FlowEntry> {
  refuseUnusable(request);
  return createFlow(ctx, request);
}

/** Changes a binding after the same checks. Throws `invalid_request`. */
export async function changeFlow(ctx: Context, { id, change }: { id: string; change: UpdateFlowRequest }) {
  refuseUnusable(change);
  return updateFlow(ctx, { id, change });
}

function refuseUnusable({ intent, input_schema, output_schema }: UpdateFlowRequest): void {
  if (intent !== undefined && findTool(intent)) {
    throw refused("intent", `is a tool of this process already, which a flow cannot take the place of`);
  }
  refuseBadSchema("input_schema", input_schema);
  refuseBadSchema("output_schema", output_schema);
}

function refuseBadSchema(path: string, schema: JsonObject | null | undefined): void {
  if (!schema) return;
  try {
    compileJsonSchema(schema);
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
