import { sql } from "drizzle-orm";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";
import { remember } from "@/lib/records/remember";

/**
 * The callers whose every key that still has time is paused: their jobs wait. A second later at the latest. One with
 * another key that is active goes on.
 */
export async function listPausedCallers(ctx: Pick<Context, "db" | "clock">): Promise<string[]> {
  const read = async () => {
    const now = ctx.clock.now().toISOString();
    const rows = await queryRows<{ caller_id: string }>({
      db: ctx.db,
      query: sql`
        select coalesce(replaces, id) as caller_id from api_keys
        where revoked_at is null and (expires_at is null or expires_at > ${now}::timestamptz)
        group by 1 having bool_and(paused_at is not null)`,
    });
    return rows.map((row) => row.caller_id);
  };
  return (await remember(ctx, { name: "paused callers", read })) ?? [];
}
