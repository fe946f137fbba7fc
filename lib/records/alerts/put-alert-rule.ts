import { eq } from "drizzle-orm";
import type { AlertRule, AlertRuleRequest } from "@/lib/contracts/alert";
import { AppError } from "@/lib/core/app-error";
import { alertRules } from "@/lib/db/schema-usage";
import { defaultAlertRules } from "@/lib/policy/default-alert-rules";
import { appendAudit } from "@/lib/records/audit/append-audit";
import type { Context } from "@/lib/records/context";
import { alertRule } from "./alert";
import { dropAlert } from "./drop-alert";
import { ensureAlertRules } from "./ensure-alert-rules";

const rulesMax = 50;

type PutAlertRuleInput = { id: string; rule: AlertRuleRequest };

/** Makes a rule, or makes another of it. What held under the old one is over without a word. */
export async function putAlertRule(ctx: Context, { id, rule }: PutAlertRuleInput): Promise<AlertRule> {
  const ofDefault = defaultAlertRules.find((one) => one.id === id);
  if (ofDefault && ofDefault.kind !== rule.kind) throw otherKind(ofDefault.kind);
  return ctx.db.transaction(async (db) => {
    const tx = { ...ctx, db };
    await ensureAlertRules(tx);
    const [before] = await db.select().from(alertRules).where(eq(alertRules.id, id)).for("update");
    if (!before && (await db.$count(alertRules)) >= rulesMax) throw tooMany();
    const { window_s: windowS, calls_min: callsMin, is_enabled: isEnabled, ...rest } = rule;
    const values = { ...rest, windowS, callsMin, isEnabled, updatedAt: ctx.clock.now(), checkedAt: null };
    const [row] = await db
      .insert(alertRules)
      .values({ id, ...values })
      .onConflictDoUpdate({ target: alertRules.id, set: values })
      .returning();
    if (!row) throw new Error("the rule was not written");
    await dropAlert(tx, id);
    const data = { before: before ? { ...alertRule(before) } : null, after: { ...alertRule(row) } };
    await appendAudit(tx, { kind: "alert_rule.changed", subject: id, data });
    return alertRule(row);
  });
}

function otherKind(kind: string): AppError {
  return new AppError({
    code: "invalid_request",
    detail: `This rule is there from the start, and is of the kind '${kind}'.`,
    hint: "Give a rule of another kind an id of its own.",
    errors: [{ path: "kind", message: `must be ${kind}` }],
  });
}

function tooMany(): AppError {
  return new AppError({ code: "limit_reached", detail: `There are ${rulesMax} rules already.` });
}
