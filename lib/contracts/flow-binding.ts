import { z } from "zod";
import { Finding } from "./doctor";
import { FlowAuth, FlowBackend, FlowMethod } from "./flow";
import { Intent, IntentPattern } from "./intent";
import { JsonObject } from "./json";
import { jsonBytes } from "./json-bytes";
import { Effects } from "./tool";

const schemaBytesMax = 64 * 1024;
const n8nPath = /^[A-Za-z0-9_~-][A-Za-z0-9._~-]*(\/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*$/;
const activepiecesId = /^[A-Za-z0-9_-]{1,64}$/;

/** When a flow answers: `sync` with its result, `async` at once, and reports its end to its resume URL later. */
export const FlowReply = z.enum(["sync", "async"]);
export type FlowReply = z.infer<typeof FlowReply>;

const Schema = JsonObject.refine((schema) => jsonBytes(schema) <= schemaBytesMax, "is larger than 64 KB").refine(
  (schema) => schema.type === "object",
  'must be a JSON Schema of an object, with "type": "object"',
);

const fields = {
  intent: IntentPattern.refine((pattern) => pattern !== "*", "must name an intent or a family such as gmail.*")
    .refine(
      (pattern) => pattern !== "mcp" && !pattern.startsWith("mcp."),
      "must not begin with mcp: those are MCP tools",
    )
    .describe("The intent, or a family such as gmail.*, that this flow carries out."),
  backend: FlowBackend.describe("What runs it."),
  target: z
    .string()
    .max(256)
    .nullable()
    .describe(
      "n8n: the path of the webhook. Activepieces: the flow's id. null: the intent with dashes for dots (n8n).",
    ),
  method: FlowMethod.describe("How the webhook is called."),
  reply: FlowReply.describe("sync: the flow answers with its result. async: it reports to its resume URL later."),
  title: z.string().trim().min(1).max(100),
  description: z.string().trim().min(1).max(300).describe("What it does and when to use it, for a model to choose."),
  effects: Effects.describe("What running it changes; retries follow from this."),
  input_schema: Schema.nullable().describe("JSON Schema of inputs; null takes any object."),
  output_schema: JsonObject.refine((schema) => jsonBytes(schema) <= schemaBytesMax, "is larger than 64 KB")
    .nullable()
    .describe("JSON Schema of the result; null takes anything."),
  example: JsonObject.describe("Inputs to show as an example."),
  timeout_s: z.number().positive().max(86_400).nullable().describe("null: ORCHESTRATOR_FLOW_TIMEOUT."),
  attempts_max: z.int().min(1).max(10).describe("How often it is tried in all when it fails in a way that may pass."),
  enabled: z.boolean(),
};

/** The body of `POST /flows`. */
export const CreateFlowRequest = z
  .strictObject({
    ...fields,
    target: fields.target.default(null),
    method: fields.method.default("POST"),
    reply: fields.reply.default("sync"),
    title: fields.title.optional(),
    description: fields.description.optional(),
    effects: fields.effects.default("once"),
    input_schema: fields.input_schema.default(null),
    output_schema: fields.output_schema.default(null),
    example: fields.example.default({}),
    timeout_s: fields.timeout_s.default(null),
    attempts_max: fields.attempts_max.default(3),
    enabled: fields.enabled.default(true),
    auth: FlowAuth.default({ kind: "none" }),
  })
  .superRefine(checkTarget);
export type CreateFlowRequest = z.infer<typeof CreateFlowRequest>;

/** The body of `PATCH /flows/{id}`: what is left out stays, the secret of `auth` too. */
export const UpdateFlowRequest = z.strictObject({ ...fields, auth: FlowAuth }).partial();
export type UpdateFlowRequest = z.infer<typeof UpdateFlowRequest>;

/** A binding as it is shown: of its credentials only the kind. */
export const FlowEntry = z.strictObject({
  flow_id: z.string(),
  ...fields,
  auth: z.strictObject({ kind: z.enum(["none", "header", "basic", "bearer", "jwt"]) }),
  created_at: z.string(),
  updated_at: z.string(),
});
export type FlowEntry = z.infer<typeof FlowEntry>;

export const FlowList = z.strictObject({ flows: z.array(FlowEntry) });

/** The answer of `POST /flows/{id}/check`: what shows of the flow without running it. */
export const FlowCheck = z.strictObject({ flow_id: z.string(), ...Finding.shape });
export type FlowCheck = z.infer<typeof FlowCheck>;

/** What is wrong with a target for its backend; null when nothing is. */
export function targetFault({
  intent,
  backend,
  target,
}: Pick<FlowEntry, "intent" | "backend" | "target">): string | null {
  switch (backend) {
    case "n8n":
      return target === null || n8nPath.test(target)
        ? null
        : "must be the path of a webhook, such as gmail-triage, without its base and without . at the start of a part";
    case "activepieces":
      if (target === null) return "must be the flow's id: Activepieces knows no other name";
      if (!activepiecesId.test(target)) return "must be the flow's id, such as ZARKWOUWKYS9hFazGxVGv";
      return Intent.safeParse(intent).success ? null : "must be null: one flow cannot carry out a family";
  }
}

function checkTarget(
  flow: Pick<FlowEntry, "intent" | "backend" | "target">,
  ctx: { addIssue(issue: { code: "custom"; path: string[]; message: string }): void },
) {
  const fault = targetFault(flow);
  if (fault) ctx.addIssue({ code: "custom", path: ["target"], message: fault });
}

/** What a flow tells its job by its resume URL: that it goes on, or its end. */
export const FlowReport = z.discriminatedUnion("status", [
  z.strictObject({
    status: z.literal("progress"),
    message: z.string().min(1).max(1_000),
    fraction: z.number().min(0).max(1).optional(),
  }),
  z.strictObject({ status: z.literal("succeeded"), result: z.unknown().optional() }),
  z.strictObject({ status: z.literal("failed"), error: z.string().min(1).max(1_000) }),
]);
export type FlowReport = z.infer<typeof FlowReport>;
