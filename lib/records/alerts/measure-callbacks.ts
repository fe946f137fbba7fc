import { sql } from "drizzle-orm";
import { smallestId } from "@/lib/core/ids";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";
import type { AlertRuleRow } from "./alert";
import type { Measured } from "./hold-alert";

/** How many callbacks of the window's jobs did not get through at their last attempt. */
export async function measureCallbacks(
  ctx: Pick<Context, "db" | "clock">,
  rule: AlertRuleRow,
): Promise<Measured | null> {
  const sinceId = smallestId("job", ctx.clock.now().getTime() - rule.windowS * 1000);
  const [row] = await queryRows<{ count: number }>({
    db: ctx.db,
    query: sql`select count(*)::int as count from callbacks
      where state <> 'delivered' and attempt > 0 and job_id >= ${sinceId} and (lease_until is null or attempt > 1)`,
  });
  return row ? { value: row.count, about: "" } : null;
}
