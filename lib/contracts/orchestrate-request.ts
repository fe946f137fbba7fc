import { z } from "zod";
import { Intent } from "./intent";
import { JsonObject } from "./json";
import { jsonBytes } from "./json-bytes";

const contextBytesMax = 8 * 1024;

export const RequestedMode = z.enum(["auto", "agent", "flow", "mcp"]);
export type RequestedMode = z.infer<typeof RequestedMode>;

/** What a caller may say beside the intent and its inputs; the same for every way in. */
export const CallOptions = z.strictObject({
  callback_url: z
    .url({ protocol: /^https?$/, error: "must be an http(s) URL" })
    .max(2048)
    .optional()
    .describe("Where the finished job is POSTed."),
  context: JsonObject.refine((value) => jsonBytes(value) <= contextBytesMax, {
    error: "is larger than 8 KB",
  })
    .optional()
    .describe("Free metadata for tracing, such as user_id and session_id. Kept on the job, 8 KB at most."),
  wait_s: z
    .number()
    .min(0)
    .max(40)
    .optional()
    .describe("Seconds to wait for the result, 0 to 40. When it is not ready by then, the answer is a job to poll."),
  idempotency_key: z
    .string()
    .min(1)
    .max(255)
    .optional()
    .describe("Your own key for this call. Sending the same key again within an hour returns the same answer."),
});
export type CallOptions = z.infer<typeof CallOptions>;

/** The body of `POST /orchestrate`. An unknown field is refused by name: a misspelt one must not pass in silence. */
export const OrchestrateRequest = z.strictObject({
  intent: Intent.describe("What to do, such as memory.write. GET /tools lists every intent."),
  inputs: JsonObject.describe("The intent's own parameters, checked against its schema before anything runs."),
  mode: RequestedMode.default("auto").describe("Which engine runs it. auto picks the right one."),
  ...CallOptions.shape,
});
export type OrchestrateRequest = z.infer<typeof OrchestrateRequest>;

/** A call of `/intents/{intent}`, whose body is the inputs alone. */
export const IntentCall = OrchestrateRequest.pick({ intent: true, inputs: true, mode: true });

/** The body of `POST /jobs/{id}/replay`, which may be absent. */
export const ReplayRequest = z.strictObject({
  inputs: JsonObject.optional().describe("In place of the first job's inputs."),
  wait_s: CallOptions.shape.wait_s,
});
export type ReplayRequest = z.infer<typeof ReplayRequest>;
