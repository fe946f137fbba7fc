import { sql } from "drizzle-orm";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";

/** Forgets a batch of sign-ins that nobody ended in time, and says how many. */
export async function deleteExpiredMcpSignIns(
  { db, clock }: Pick<Context, "db" | "clock">,
  { limit }: { limit: number },
): Promise<number> {
  const now = clock.now().toISOString();
  const rows = await queryRows({
    db,
    query: sql`delete from mcp_sign_ins where state_hash in (
      select state_hash from mcp_sign_ins where expires_at <= ${now}::timestamptz order by expires_at limit ${limit}::int)
      returning 1 as gone`,
  });
  return rows.length;
}
