import { sql } from "drizzle-orm";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";
import { intentFits } from "@/lib/records/intent-fits";
import type { AlertRuleRow } from "./alert";
import type { Measured } from "./hold-alert";

const hourMs = 3_600_000;

/** What the calls of a rule's window have cost, to the hour. */
export async function measureSpend(ctx: Pick<Context, "db" | "clock">, rule: AlertRuleRow): Promise<Measured | null> {
  const sinceMs = ctx.clock.now().getTime() - rule.windowS * 1000;
  const since = sql`${new Date(Math.floor(sinceMs / hourMs) * hourMs).toISOString()}::timestamptz`;
  const fits = intentFits(rule.intent);
  const [row] = await queryRows<{ micros: number; calls: number }>({
    db: ctx.db,
    query: sql`
      select coalesce(sum(cost_micros), 0)::float8 as micros, coalesce(sum(calls), 0)::float8 as calls from (
        select cost_micros, calls from usage_hours where hour >= ${since} and ${fits}
        union all select cost_micros, 1 from usage_inbox where at >= ${since} and ${fits}
      ) as spent`,
  });
  return row && row.calls >= rule.callsMin ? { value: row.micros / 1e6, about: "" } : null;
}
