import { sql } from "drizzle-orm";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";

/** Takes the one use of an approval, for exactly what was approved and in time; false when it cannot be had. */
export async function useApproval(
  ctx: Pick<Context, "db">,
  { id, hash }: { id: string; hash: string },
): Promise<boolean> {
  const rows = await queryRows({
    db: ctx.db,
    query: sql`
      update approvals set state = 'used'
      where id = ${id} and state = 'approved' and hash = ${hash} and run_before > now() returning id`,
  });
  return rows.length === 1;
}
