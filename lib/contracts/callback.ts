import { z } from "zod";
import { CallbackState } from "./job";

/** How the telling of a job's end goes, as `GET /jobs/{id}` shows it. */
export const CallbackView = z.strictObject({
  id: z.string().describe("The webhook-id of every delivery of it."),
  url: z.string(),
  state: CallbackState,
  attempts: z.array(
    z.strictObject({
      at: z.string(),
      status: z.number().int().nullable().describe("The receiver's HTTP status; null when it gave none."),
      error: z.string().nullable().describe("Why it did not count as delivered."),
      duration_ms: z.number().int().min(0),
    }),
  ),
  next_at: z.string().nullable().describe("When it is tried again; null when it is not, or the job has not ended."),
  note: z.string().optional().describe("Why it waits."),
});
export type CallbackView = z.infer<typeof CallbackView>;

/** The body of `POST /callback-secret/rotate`, which may be empty. */
export const RotateSecretRequest = z.strictObject({
  caller_id: z
    .string()
    .min(1)
    .max(64)
    .optional()
    .describe("Whose secret, when not your own: a key_id, a user's id or local. Needs the right admin."),
});
export type RotateSecretRequest = z.infer<typeof RotateSecretRequest>;

/** The answer of `POST /callback-secret/rotate`, the only place where a secret is shown. */
export const RotatedSecret = z.strictObject({
  caller_id: z.string(),
  secret: z.string().describe("Verifies the callbacks' signatures (Standard Webhooks)."),
  previous_until: z.string().nullable().describe("Until when the secret before signs too; null when there was none."),
});
export type RotatedSecret = z.infer<typeof RotatedSecret>;
