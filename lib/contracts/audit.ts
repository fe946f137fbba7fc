import { z } from "zod";
import { auditKinds } from "./audit-kinds";
import { CallerKind } from "./job";
import { JsonObject } from "./json";
import { Moment } from "./moment";

export const AuditKind = z.enum(auditKinds);
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

const filters = {
  kind: AuditKind.optional().describe("Only rows of this kind."),
  actor: z.string().min(1).max(254).optional().describe("Only what this one did: an id, or a name as it was then."),
  subject: z.string().min(1).max(254).optional().describe("Only what this id was about."),
  from: Moment.optional().describe("Only rows of this moment and later."),
  to: Moment.optional().describe("Only rows before this moment."),
};

/** The filters of `GET /audit/export`. */
export const AuditExportQuery = z.strictObject(filters);
export type AuditExportQuery = z.infer<typeof AuditExportQuery>;

/** The filters of `GET /audit`; `cursor` is the `next_cursor` of the page before. */
export const AuditQuery = z.strictObject({
  ...filters,
  limit: z.coerce.number().int().min(1).max(100).default(20).describe("Rows on a page, 1 to 100."),
  cursor: z
    .string()
    .regex(/^[1-9][0-9]{0,14}$/, "must be the next_cursor of an earlier answer")
    .optional()
    .describe("The next_cursor of the page before."),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

/** A page of the audit log, newest first. */
export const AuditList = z.strictObject({ entries: z.array(AuditEntry), next_cursor: z.string().nullable() });
export type AuditList = z.infer<typeof AuditList>;

/** Whether the chain is whole, and else where it is broken first. `hash` is that of the last good row. */
export const AuditVerdict = z.discriminatedUnion("ok", [
  z.strictObject({ ok: z.literal(true), rows: z.int(), hash: z.string() }),
  z.strictObject({ ok: z.literal(false), rows: z.int(), hash: z.string(), seq: z.int(), fault: z.string() }),
]);
export type AuditVerdict = z.infer<typeof AuditVerdict>;
