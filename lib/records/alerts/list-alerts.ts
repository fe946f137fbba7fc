import { asc, desc, isNotNull, isNull } from "drizzle-orm";
import type { AlertEntry, AlertRule } from "@/lib/contracts/alert";
import { alertRules, alerts } from "@/lib/db/schema-usage";
import type { Context } from "@/lib/records/context";
import { alertEntry, alertRule } from "./alert";
import { ensureAlertRules } from "./ensure-alert-rules";

const alertsMax = 50;

/** Every rule. */
export async function listAlertRules(ctx: Pick<Context, "db" | "clock">): Promise<AlertRule[]> {
  await ensureAlertRules(ctx);
  return (await ctx.db.select().from(alertRules).orderBy(asc(alertRules.id))).map(alertRule);
}

/** What holds now. */
export async function listFiringAlerts(ctx: Pick<Context, "db">): Promise<AlertEntry[]> {
  const rows = await ctx.db
    .select()
    .from(alerts)
    .where(isNull(alerts.endedAt))
    .orderBy(desc(alerts.id))
    .limit(alertsMax);
  return rows.map(alertEntry);
}

/** What is over, newest first. */
export async function listPastAlerts(ctx: Pick<Context, "db">): Promise<AlertEntry[]> {
  const rows = await ctx.db
    .select()
    .from(alerts)
    .where(isNotNull(alerts.endedAt))
    .orderBy(desc(alerts.id))
    .limit(alertsMax);
  return rows.map(alertEntry);
}
