import { listBreakers } from "@/lib/engines/breakers";
import type { AlertRuleRow } from "@/lib/records/alerts/alert";
import { endAlerts } from "@/lib/records/alerts/end-alerts";
import { holdAlert, type Measured } from "@/lib/records/alerts/hold-alert";
import { measureApprovals } from "@/lib/records/alerts/measure-approvals";
import { measureCallbacks } from "@/lib/records/alerts/measure-callbacks";
import { measureFailures, measureLatency } from "@/lib/records/alerts/measure-calls";
import { measureSpend } from "@/lib/records/alerts/measure-spend";
import { takeDueRules } from "@/lib/records/alerts/take-due-rules";
import type { Context } from "@/lib/records/context";

const namedMax = 5;

/** Looks whether each rule holds, begins the alerts of those that do and ends those that have not for a while. */
export async function checkAlerts(ctx: Context): Promise<void> {
  const isTold = ctx.env.approvals.webhookUrl !== null;
  const calm: string[] = [];
  for (const rule of await takeDueRules(ctx)) {
    try {
      const measured = await measure(ctx, rule);
      if (measured && measured.value >= rule.threshold) await holdAlert(ctx, { rule, ...measured, isTold });
      else calm.push(rule.id);
    } catch (error) {
      ctx.log.warn({ err: error, rule: rule.id }, "an alert rule could not be looked at and is later");
    }
  }
  await endAlerts(ctx, { ruleIds: calm, isTold });
}

function measure(ctx: Context, rule: AlertRuleRow): Promise<Measured | null> | Measured {
  switch (rule.kind) {
    case "failure_rate":
      return measureFailures(ctx, rule);
    case "latency_p95":
      return measureLatency(ctx, rule);
    case "spend":
      return measureSpend(ctx, rule);
    case "breaker_open":
      return measureBreakers();
    case "approval_waiting":
      return measureApprovals(ctx, rule);
    case "callbacks_failing":
      return measureCallbacks(ctx, rule);
  }
}

/** The targets that operators named and that this process leaves alone; those of callers are callbacks. */
function measureBreakers(): Measured {
  const open = listBreakers().filter(({ state }) => state !== "closed");
  const named = open.slice(0, namedMax).map(({ target }) => target);
  const more = open.length - named.length;
  return {
    value: open.length,
    about: named.length > 0 ? `${named.join(", ")}${more > 0 ? ` and ${more} more` : ""}.` : "",
  };
}
