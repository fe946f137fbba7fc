import type { AuditEntry } from "@/lib/contracts/audit";
import type { auditLog } from "@/lib/db/schema-actions";

/** A row of the audit log as it is shown. */
export function auditEntry(row: typeof auditLog.$inferSelect): AuditEntry {
  const { seq, at, kind, actorKind, actorId, actorName, subject, data, hash } = row;
  const actor = { kind: actorKind, id: actorId, name: actorName };
  return { seq, at: at.toISOString(), kind, actor, subject, data, hash };
}
