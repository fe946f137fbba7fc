import { and, eq, isNull, lte, or } from "drizzle-orm";
import { alertRules } from "@/lib/db/schema-usage";
import type { Context } from "@/lib/records/context";
import type { AlertRuleRow } from "./alert";
import { ensureAlertRules } from "./ensure-alert-rules";

/** Shorter than the pause between two rounds of housekeeping, so that each round of one process alone looks. */
const checkedMs = 20_000;

/**
 * The rules whose turn it is, for this process alone: of several, one looks. Only what is in a process's own memory, its
 * breakers, each looks at itself.
 */
export async function takeDueRules(ctx: Pick<Context, "db" | "clock">): Promise<AlertRuleRow[]> {
  await ensureAlertRules(ctx);
  const now = ctx.clock.now();
  const isDue = or(
    eq(alertRules.kind, "breaker_open"),
    isNull(alertRules.checkedAt),
    lte(alertRules.checkedAt, new Date(now.getTime() - checkedMs)),
  );
  return ctx.db
    .update(alertRules)
    .set({ checkedAt: now })
    .where(and(eq(alertRules.isEnabled, true), isDue))
    .returning();
}
