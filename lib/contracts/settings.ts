import { z } from "zod";

/** The answer of `GET /settings`: what the environment says that people ask about. No secret. */
export const Settings = z.strictObject({
  retention: z.strictObject({
    payload_days: z.int().describe("For how many days inputs, results and output are kept; 0 is for ever."),
    job_days: z.int().describe("For how many days the rest of a job is kept; 0 is for ever."),
    usage_days: z.int().describe("For how many days it is known who called what, how often; 0 is for ever."),
  }),
  notification: z
    .strictObject({
      target: z.string().describe("Where approvals are told of; what follows the host is left out."),
    })
    .nullable(),
  sign_in: z.strictObject({
    methods: z.array(z.string()),
    allowed_domains: z.array(z.string()).describe("Whose verified addresses join without an invitation."),
  }),
});
export type Settings = z.infer<typeof Settings>;

/** The answer of `POST /settings/notification/test`. */
export const NotificationTest = z.strictObject({
  delivered: z.boolean(),
  status: z.int().nullable().describe("The HTTP status that the target answered with; null when it did not answer."),
  duration_ms: z.int(),
});
export type NotificationTest = z.infer<typeof NotificationTest>;
