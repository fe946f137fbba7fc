import type { AlertEntry, AlertRule } from "@/lib/contracts/alert";
import type { alertRules, alerts } from "@/lib/db/schema-usage";
import { alertWords } from "@/lib/policy/alert-words";
import { isDefaultAlertRule } from "@/lib/policy/default-alert-rules";

export type AlertRuleRow = typeof alertRules.$inferSelect;
export type AlertRow = typeof alerts.$inferSelect;

/** A rule as the API shows it. */
export function alertRule(row: AlertRuleRow): AlertRule {
  const { id, kind, intent, threshold, windowS, callsMin, isEnabled } = row;
  const rest = { window_s: windowS, calls_min: callsMin, is_enabled: isEnabled };
  return { id, kind, intent, threshold, ...rest, is_default: isDefaultAlertRule(id) };
}

/** An alert as the API shows it. */
export function alertEntry(row: AlertRow): AlertEntry {
  const { says, path } = alertWords(row);
  return {
    id: row.id,
    rule_id: row.ruleId,
    kind: row.kind,
    began_at: row.beganAt.toISOString(),
    ended_at: row.endedAt?.toISOString() ?? null,
    value: row.value,
    threshold: row.threshold,
    says,
    path,
  };
}
