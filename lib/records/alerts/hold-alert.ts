import { sql } from "drizzle-orm";
import { createId } from "@/lib/core/ids";
import { alerts } from "@/lib/db/schema-usage";
import type { Context } from "@/lib/records/context";
import type { AlertRuleRow } from "./alert";

export type Measured = { value: number; about: string };
type HoldAlertInput = Measured & { rule: AlertRuleRow; isTold: boolean };

/** Writes down that a rule holds: the first to see it begins the alert, once, and everybody later keeps it up. */
export async function holdAlert(
  ctx: Pick<Context, "db" | "clock">,
  { rule, value, about, isTold }: HoldAlertInput,
): Promise<void> {
  const now = ctx.clock.now();
  const { kind, intent, threshold, windowS } = rule;
  await ctx.db
    .insert(alerts)
    .values({
      id: createId("alert", now.getTime()),
      ruleId: rule.id,
      ...{ kind, intent, threshold, windowS, value, about },
      beganAt: now,
      heldAt: now,
      notice: isTold ? "began" : null,
      noticeTries: 0,
      noticeAt: isTold ? now : null,
    })
    .onConflictDoUpdate({
      target: alerts.ruleId,
      targetWhere: sql`${alerts.endedAt} is null`,
      set: {
        heldAt: sql`greatest(${alerts.heldAt}, excluded.held_at)`,
        about: sql`case when excluded.value >= ${alerts.value} then excluded.about else ${alerts.about} end`,
        value: sql`greatest(${alerts.value}, excluded.value)`,
      },
    });
}
