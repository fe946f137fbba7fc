import { alertRules } from "@/lib/db/schema-usage";
import { defaultAlertRules } from "@/lib/policy/default-alert-rules";
import type { Context } from "@/lib/records/context";

/** Puts the rules there that were always meant to be; what an admin made of them stays. */
export async function ensureAlertRules(ctx: Pick<Context, "db" | "clock">): Promise<void> {
  const updatedAt = ctx.clock.now();
  const rows = defaultAlertRules.map(({ window_s: windowS, calls_min: callsMin, ...rule }) => ({
    ...rule,
    windowS,
    callsMin,
    isEnabled: true,
    updatedAt,
  }));
  await ctx.db.insert(alertRules).values(rows).onConflictDoNothing();
}
