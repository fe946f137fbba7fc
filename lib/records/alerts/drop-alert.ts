import { and, eq, isNull } from "drizzle-orm";
import { alerts } from "@/lib/db/schema-usage";
import type { Context } from "@/lib/records/context";

/** Ends what a rule says at the moment without telling anybody: the rule itself is another now. */
export async function dropAlert(ctx: Pick<Context, "db" | "clock">, ruleId: string): Promise<void> {
  await ctx.db
    .update(alerts)
    .set({ endedAt: ctx.clock.now(), notice: null, noticeAt: null })
    .where(and(eq(alerts.ruleId, ruleId), isNull(alerts.endedAt)));
}
