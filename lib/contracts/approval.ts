import { z } from "zod";
import { CallerKind } from "./job";
import { JsonObject } from "./json";

export const ApprovalState = z.enum(["waiting", "approved", "rejected", "expired", "cancelled", "used"]);
export type ApprovalState = z.infer<typeof ApprovalState>;

export const Decision = z.enum(["approve", "reject"]);
export type Decision = z.infer<typeof Decision>;

/** What one part of a command does, as the parser understands it. */
export const CardPart = z.strictObject({
  text: z.string(),
  verdict: z.enum(["allow", "approval", "refuse"]),
  note: z.string(),
});

/** What is shown to whoever decides. */
export const ApprovalCard = z.strictObject({
  title: z.string().describe("What is asked for, in a line."),
  inputs: JsonObject.describe("The exact inputs that run."),
  command: z.string().nullable().describe("The exact text that is sent, where the intent sends one."),
  host: z.string().nullable(),
  account: z
    .string()
    .optional()
    .describe("As whom it runs and where: user, address and port. Of approvals since 2026-11-30."),
  host_key: z.string().nullable().describe("The fingerprint of the host's key that the approval holds for."),
  reason: z.string().nullable().describe("Why it is asked for, in the words of whoever asks."),
  assessment: z.string().describe("What the policy says of it, in a sentence."),
  parts: z.array(CardPart),
});
export type ApprovalCard = z.infer<typeof ApprovalCard>;

/** One person's word on one version. */
export const DecisionView = z.strictObject({
  decision: Decision,
  by: z.string(),
  reason: z.string(),
  at: z.string(),
  edited: z.boolean().describe("Whether it changed the inputs first."),
});

/** An approval as `GET /approvals/{id}` shows it. */
export const ApprovalView = z.strictObject({
  approval_id: z.string(),
  job_id: z.string(),
  intent: z.string(),
  state: ApprovalState,
  hash: z.string().describe("Send it with the decision: it is for exactly what was shown."),
  card: ApprovalCard,
  asked_by: z.strictObject({ kind: CallerKind, name: z.string() }),
  four_eyes: z.boolean(),
  approvals_needed: z.int(),
  approvals_given: z.int(),
  can_decide: z.boolean().describe("Whether whoever asks may decide it."),
  created_at: z.string(),
  expires_at: z.string(),
  run_before: z.string().nullable(),
  decisions: z.array(DecisionView),
});
export type ApprovalView = z.infer<typeof ApprovalView>;

export const ApprovalsQuery = z.strictObject({
  state: ApprovalState.optional().describe("Only those in this state."),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z
    .string()
    .regex(/^apr_[0-9a-z]{26}$/, "must be the next_cursor of an earlier answer")
    .optional(),
});
export type ApprovalsQuery = z.infer<typeof ApprovalsQuery>;

export const ApprovalList = z.strictObject({ approvals: z.array(ApprovalView), next_cursor: z.string().nullable() });
export type ApprovalList = z.infer<typeof ApprovalList>;

/** The body of `POST /approvals/{id}`. */
export const DecideRequest = z
  .strictObject({
    decision: Decision,
    hash: z.string().regex(/^[0-9a-f]{64}$/, "must be the hash that the approval shows"),
    reason: z.string().trim().min(1, "must say why").max(1_000),
    inputs: JsonObject.optional().describe("Approves these instead: what is shown changes, and its hash with it."),
  })
  .refine(({ decision, inputs }) => decision === "approve" || inputs === undefined, {
    path: ["inputs"],
    error: "goes with approve alone",
  });
export type DecideRequest = z.infer<typeof DecideRequest>;

/** What an accepted answer says of the person it waits for. */
export const ApprovalNotice = z.strictObject({ id: z.string(), url: z.string(), expires_at: z.string() });
export type ApprovalNotice = z.infer<typeof ApprovalNotice>;
