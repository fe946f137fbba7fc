import { sql } from "drizzle-orm";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";
import { intentFits } from "@/lib/records/intent-fits";
import type { AlertRuleRow } from "./alert";
import type { Measured } from "./hold-alert";

/** For how many seconds the oldest approval that nobody has decided waits. */
export async function measureApprovals(
  ctx: Pick<Context, "db" | "clock">,
  rule: AlertRuleRow,
): Promise<Measured | null> {
  const now = ctx.clock.now();
  const [row] = await queryRows<{ count: number; oldest: string | Date | null }>({
    db: ctx.db,
    query: sql`select count(*)::int as count, min(created_at) as oldest from approvals
      where state = 'waiting' and expires_at > ${now.toISOString()}::timestamptz and ${intentFits(rule.intent)}`,
  });
  if (!row?.oldest) return null;
  const value = (now.getTime() - new Date(row.oldest).getTime()) / 1000;
  return { value, about: row.count === 1 ? "" : `${row.count} wait in all.` };
}
