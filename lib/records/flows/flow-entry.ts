import type { FlowEntry } from "@/lib/contracts/flow-binding";
import type { Flow } from "./flow";

/** A binding as it is shown: of its credentials only the kind. */
export function flowEntry(flow: Flow): FlowEntry {
  return {
    flow_id: flow.id,
    intent: flow.intent,
    backend: flow.backend,
    target: flow.target,
    method: flow.method,
    reply: flow.reply,
    title: flow.title,
    description: flow.description,
    effects: flow.effects,
    input_schema: flow.inputSchema,
    output_schema: flow.outputSchema,
    example: flow.example,
    timeout_s: flow.timeoutMs === null ? null : flow.timeoutMs / 1000,
    attempts_max: flow.attemptsMax,
    enabled: flow.isEnabled,
    auth: { kind: flow.authKind },
    created_at: flow.createdAt.toISOString(),
    updated_at: flow.updatedAt.toISOString(),
  };
}
