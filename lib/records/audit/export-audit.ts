import type { AuditEntry, AuditExportQuery } from "@/lib/contracts/audit";
import type { Context } from "@/lib/records/context";
import { listAudit } from "./list-audit";

const batchRows = 100;
export const exportRowsMax = 100_000;

/**
 * The audit log in batches, newest first, 100,000 rows at most; each batch is read when it is asked for. The last value
 * says, when rows are left, from which cursor they go on.
 */
export async function* exportAudit(
  ctx: Pick<Context, "db">,
  { filter, rowsMax = exportRowsMax }: { filter: AuditExportQuery; rowsMax?: number },
): AsyncGenerator<AuditEntry[], string | null> {
  let cursor: string | undefined;
  for (let rows = 0; rows < rowsMax; rows += batchRows) {
    const page = await listAudit(ctx, { ...filter, limit: batchRows, cursor });
    if (page.entries.length > 0) yield page.entries;
    if (page.next_cursor === null) return null;
    cursor = page.next_cursor;
  }
  return cursor ?? null;
}
