import { asc, gt } from "drizzle-orm";
import type { AuditVerdict } from "@/lib/contracts/audit";
import { auditHead, auditLog } from "@/lib/db/schema-actions";
import type { Context } from "@/lib/records/context";
import { hashOf } from "./append-audit";

const batchSize = 1_000;

type Link = { seq: number; hash: string };

/** Goes through the whole audit log and finds the first row that was changed, removed, put in or reordered. */
export async function verifyAudit(ctx: Pick<Context, "db">): Promise<AuditVerdict> {
  let last: Link = { seq: 0, hash: "" };
  for (;;) {
    // Before the rows: what is written after it is not missed, and nothing may lie beyond the one after them.
    const before = await readHead(ctx);
    for (;;) {
      const rows = await readRows(ctx, last);
      for (const row of rows) {
        const fault = faultOf(row, last);
        if (fault) return { ok: false, rows: last.seq, hash: last.hash, ...fault };
        last = { seq: row.seq, hash: row.hash };
      }
      if (rows.length < batchSize) break;
    }
    const { seq: rows, hash } = last;
    if (before.seq > rows) return { ok: false, rows, hash, seq: rows + 1, fault: "is missing: the log was longer" };
    const after = await readHead(ctx);
    if (after.seq === rows && after.hash === hash) return { ok: true, rows, hash };
    if (after.seq < rows) return { ok: false, rows, hash, seq: after.seq + 1, fault: "was put in after the end" };
    if (after.seq === rows) return { ok: false, rows, hash, seq: rows, fault: "is not the end that was written down" };
  }
}

type Row = typeof auditLog.$inferSelect;

function readRows(ctx: Pick<Context, "db">, { seq }: Link): Promise<Row[]> {
  return ctx.db.select().from(auditLog).where(gt(auditLog.seq, seq)).orderBy(asc(auditLog.seq)).limit(batchSize);
}

async function readHead(ctx: Pick<Context, "db">): Promise<Link> {
  const [head] = await ctx.db.select().from(auditHead);
  return { seq: head?.seq ?? 0, hash: head?.hash ?? "" };
}

function faultOf({ hash, at, ...facts }: Row, last: Link): { seq: number; fault: string } | null {
  if (facts.seq !== last.seq + 1) return { seq: last.seq + 1, fault: "is missing" };
  if (facts.previousHash !== last.hash) return { seq: facts.seq, fault: "does not follow the one before" };
  if (hashOf({ ...facts, at: at.toISOString() }) !== hash) return { seq: facts.seq, fault: "was changed" };
  return null;
}
