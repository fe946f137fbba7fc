import { eq } from "drizzle-orm";
import type { IntentRule } from "@/lib/contracts/intent-rule";
import { AppError } from "@/lib/core/app-error";
import { intentRules } from "@/lib/db/schema-admission";
import type { Context } from "@/lib/records/context";
import { ruleEntry } from "./rule-entry";

/** The rule of a pattern. Throws `not_found`. */
export async function getRule(ctx: Pick<Context, "db">, pattern: string): Promise<IntentRule> {
  const [rule] = await ctx.db.select().from(intentRules).where(eq(intentRules.pattern, pattern));
  if (rule) return ruleEntry(rule);
  throw new AppError({
    code: "not_found",
    detail: `There is no rule for '${pattern}'.`,
    hint: "GET /intent-rules lists them.",
  });
}
