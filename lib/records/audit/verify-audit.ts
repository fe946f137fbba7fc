import { asc, gt } from "drizzle-orm";
import { auditHead, auditLog } from "@/lib/db/schema";
import type { Context } from "@/lib/records/context";
import { hashOf } from "./append-audit";

const batchSize = 1_000;

/** Whether the chain is whole, and where it is broken first. */
export type AuditVerdict = { ok: true; rows: number } | { ok: false; rows: number; seq: number; fault: string };

/** Goes through the whole audit log and finds the first row that was changed, removed, put in or reordered. */
export async function verifyAudit(ctx: Pick<Context, "db">): Promise<AuditVerdict> {
  let seq = 0;
  let hash = "";
  for (;;) {
    const rows = await ctx.db
      .select()
      .from(auditLog)
      .where(gt(auditLog.seq, seq))
      .orderBy(asc(auditLog.seq))
      .limit(batchSize);
    for (const { hash: stored, at, ...facts } of rows) {
      if (facts.seq !== seq + 1) return { ok: false, rows: seq, seq: seq + 1, fault: "is missing" };
      if (facts.previousHash !== hash)
        return { ok: false, rows: seq, seq: facts.seq, fault: "does not follow the one before" };
      if (hashOf({ ...facts, at: at.toISOString() }) !== stored) {
        return { ok: false, rows: seq, seq: facts.seq, fault: "was changed" };
      }
      seq = facts.seq;
      hash = stored;
    }
    if (rows.length < batchSize) break;
  }
  const [head] = await ctx.db.select().from(auditHead);
  if ((head?.seq ?? 0) === seq && (head?.hash ?? "") === hash) return { ok: true, rows: seq };
  return { ok: false, rows: seq, seq: seq + 1, fault: "is missing: the log was longer" };
}
