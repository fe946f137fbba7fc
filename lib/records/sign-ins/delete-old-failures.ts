import { sql } from "drizzle-orm";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";

/** Deletes failed sign-ins that count for nothing any more, `limit` at most; answers how many it were. */
export async function deleteOldFailures(
  ctx: Pick<Context, "db" | "clock">,
  { limit }: { limit: number },
): Promise<number> {
  const rows = await queryRows({
    db: ctx.db,
    query: sql`
      delete from sign_in_failures where key in (
        select key from sign_in_failures where forget_at <= ${ctx.clock.now().toISOString()}::timestamptz
        limit ${limit}::int for update skip locked
      ) returning 1 as one`,
  });
  return rows.length;
}
