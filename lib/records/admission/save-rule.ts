import { eq, sql } from "drizzle-orm";
import { type IntentRule, type PatchIntentRuleRequest, PutIntentRuleRequest } from "@/lib/contracts/intent-rule";
import { toMicros } from "@/lib/contracts/money";
import { AppError } from "@/lib/core/app-error";
import { intentRules } from "@/lib/db/schema-admission";
import { appendAudit } from "@/lib/records/audit/append-audit";
import { differencesOf } from "@/lib/records/audit/differences-of";
import type { Context } from "@/lib/records/context";
import { forgetRemembered } from "@/lib/records/remember";
import type { StoredRule } from "./list-rules";
import { ruleEntry } from "./rule-entry";

/** Each call looks through all of them. */
const rulesMax = 500;

export type SaveRuleInput = {
  pattern: string;
  change: PatchIntentRuleRequest;
  /** Whether what is not given is as if there were no rule; else it stays. */
  isWhole: boolean;
};

/**
 * Sets what holds for a pattern, and tells the audit log of what has changed. It counts at once in this process, and
 * within a second in the others. Throws `limit_reached` at 500 rules.
 */
export async function saveRule(ctx: Context, { pattern, change, isWhole }: SaveRuleInput): Promise<IntentRule> {
  const entry = await ctx.db.transaction(async (db) => {
    // Two who change one rule at once do so one after the other.
    await db.execute(sql`lock table intent_rules in share row exclusive mode`);
    const [before] = await db.select().from(intentRules).where(eq(intentRules.pattern, pattern));
    if (!before && (await db.$count(intentRules)) >= rulesMax) throw full();
    const known = before && !isWhole ? factsOf(before) : {};
    const row = rowOf(ctx, { pattern, rule: PutIntentRuleRequest.parse({ ...known, ...withoutUnset(change) }) });
    const [after] = await db
      .insert(intentRules)
      .values(row)
      .onConflictDoUpdate({ target: intentRules.pattern, set: row })
      .returning();
    const changed = after ? differencesOf({ before: before ? factsOf(before) : {}, after: factsOf(after) }) : {};
    const isNews = Object.keys(changed).length > 0;
    if (isNews) await appendAudit({ ...ctx, db }, { kind: "intent_rule.changed", subject: pattern, data: { changed } });
    return ruleEntry({ ...row, ...after });
  });
  forgetRemembered(ctx);
  return entry;
}

function rowOf(ctx: Context, { pattern, rule }: { pattern: string; rule: PutIntentRuleRequest }) {
  const { price } = rule;
  return {
    pattern,
    isEnabled: rule.is_enabled,
    ratePerMinute: rule.rate_per_minute,
    burst: rule.burst,
    concurrentMax: rule.concurrent_max,
    counts: rule.counts,
    pricePerCall: price && toMicros(price.per_call),
    pricePerSecond: price && toMicros(price.per_second),
    pricePerUnit: price && toMicros(price.per_unit),
    unit: price?.unit ?? null,
    unitsMax: price?.units_max ?? null,
    updatedAt: ctx.clock.now(),
    updatedBy: ctx.actor.name,
  };
}

/** What a rule says, without who said it when. */
function factsOf(rule: StoredRule) {
  const { updated_at: _at, updated_by: _by, pattern: _pattern, ...facts } = ruleEntry(rule);
  return facts;
}

function withoutUnset(change: PatchIntentRuleRequest): PatchIntentRuleRequest {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

function full(): AppError {
  return new AppError({ code: "limit_reached", detail: `There are ${rulesMax} rules already.`, hint: "Remove some." });
}
