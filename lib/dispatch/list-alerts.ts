import type { AlertList } from "@/lib/contracts/alert";
import { listAlertRules, listFiringAlerts, listPastAlerts } from "@/lib/records/alerts/list-alerts";
import type { Context } from "@/lib/records/context";

/** Every rule, what holds now and what is over, and whether anybody is told. */
export async function listAlerts(ctx: Context): Promise<AlertList> {
  const rules = await listAlertRules(ctx);
  const [firing, past] = await Promise.all([listFiringAlerts(ctx), listPastAlerts(ctx)]);
  return { rules, alerts: [...firing, ...past].slice(0, 50), is_told: ctx.env.approvals.webhookUrl !== null };
}
