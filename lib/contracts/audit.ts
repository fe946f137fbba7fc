import { z } from "zod";
import { CallerKind } from "./job";
import { JsonObject } from "./json";

/** What is written down for good. */
export const AuditKind = z.enum([
  "approval.requested",
  "approval.approved",
  "approval.rejected",
  "approval.edited",
  "approval.expired",
  "approval.used",
  "approval.void",
  "approval.refused",
  "command.refused",
  "command.run",
  "host.created",
  "host.changed",
  "host.removed",
  "host_key.accepted",
  "host_key.mismatch",
]);
export type AuditKind = z.infer<typeof AuditKind>;

export const AuditEntry = z.strictObject({
  seq: z.int(),
  at: z.string(),
  kind: AuditKind,
  actor: z.strictObject({ kind: CallerKind, id: z.string(), name: z.string() }),
  subject: z.string(),
  data: JsonObject,
  hash: z.string(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;
