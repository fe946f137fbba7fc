import { and, desc, eq, gte, lt, or } from "drizzle-orm";
import type { AuditExportQuery, AuditList, AuditQuery } from "@/lib/contracts/audit";
import { auditLog } from "@/lib/db/schema-actions";
import type { Context } from "@/lib/records/context";
import { auditEntry } from "./audit-entry";

/** A page of the audit log, newest first, and the cursor of the next one. */
export async function listAudit(ctx: Pick<Context, "db">, query: AuditQuery): Promise<AuditList> {
  const rows = await auditRows(ctx, query);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    entries: page.map(auditEntry),
    next_cursor: rows.length > query.limit && last ? String(last.seq) : null,
  };
}

/** The statement of a page and of one row more. Each filter has an index that ends in the order of the page. */
export function auditRows(ctx: Pick<Context, "db">, { limit, cursor, ...filter }: AuditQuery) {
  return ctx.db
    .select()
    .from(auditLog)
    .where(and(fits(filter), cursor ? lt(auditLog.seq, Number(cursor)) : undefined))
    .orderBy(desc(auditLog.seq))
    .limit(limit + 1);
}

function fits({ kind, actor, subject, from, to }: AuditExportQuery) {
  return and(
    kind && eq(auditLog.kind, kind),
    actor ? or(eq(auditLog.actorId, actor), eq(auditLog.actorName, actor)) : undefined,
    subject ? eq(auditLog.subject, subject) : undefined,
    from ? gte(auditLog.at, new Date(from)) : undefined,
    to ? lt(auditLog.at, new Date(to)) : undefined,
  );
}
