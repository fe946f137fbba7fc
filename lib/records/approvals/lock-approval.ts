import { sql } from "drizzle-orm";
import { type Db, queryRows } from "@/lib/db/database";

/** Holds an approval until the end of the transaction: whoever decides it next waits for this one's word. */
export async function lockApproval(tx: Db, id: string): Promise<{ isLate: boolean } | null> {
  const [row] = await queryRows<{ late: boolean }>({
    db: tx,
    query: sql`select expires_at < now() as late from approvals where id = ${id} for update`,
  });
  return row ? { isLate: row.late } : null;
}
