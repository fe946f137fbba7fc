import { and, desc, eq, lt } from "drizzle-orm";
import type { AuditList, AuditQuery } from "@/lib/contracts/audit";
import { auditLog } from "@/lib/db/schema-actions";
import type { Context } from "@/lib/records/context";
import { auditEntry } from "./audit-entry";

/** A page of the audit log, newest first, and the cursor of the next one. */
export async function listAudit(ctx: Pick<Context, "db">, { kind, limit, cursor }: AuditQuery): Promise<AuditList> {
  const rows = await ctx.db
    .select()
    .from(auditLog)
    .where(and(kind && eq(auditLog.kind, kind), cursor ? lt(auditLog.seq, Number(cursor)) : undefined))
    .orderBy(desc(auditLog.seq))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    entries: page.map(auditEntry),
    next_cursor: rows.length > limit && last ? String(last.seq) : null,
  };
}
