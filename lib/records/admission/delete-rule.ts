import { eq } from "drizzle-orm";
import type { IntentRule } from "@/lib/contracts/intent-rule";
import { intentRules } from "@/lib/db/schema-admission";
import { appendAudit } from "@/lib/records/audit/append-audit";
import type { Context } from "@/lib/records/context";
import { forgetRemembered } from "@/lib/records/remember";
import { getRule } from "./get-rule";

/** Removes a rule: what it stopped may run again. Calls that were admitted by it end at its price. Throws `not_found`. */
export async function deleteRule(ctx: Context, pattern: string): Promise<IntentRule> {
  const rule = await ctx.db.transaction(async (db) => {
    const tx = { ...ctx, db };
    const known = await getRule(tx, pattern);
    await db.delete(intentRules).where(eq(intentRules.pattern, pattern));
    const { updated_at: _at, updated_by: _by, ...was } = known;
    await appendAudit(tx, { kind: "intent_rule.removed", subject: pattern, data: { was } });
    return known;
  });
  forgetRemembered(ctx);
  return rule;
}
