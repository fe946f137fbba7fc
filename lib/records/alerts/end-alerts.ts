import { and, inArray, isNull, lte, sql } from "drizzle-orm";
import { alerts } from "@/lib/db/schema-usage";
import type { Context } from "@/lib/records/context";

/** So long must a rule not have held: what comes and goes is one alert, and other processes have looked too. */
const calmMs = 90_000;

type EndAlertsInput = { ruleIds: string[]; isTold: boolean };

/** Ends, once, the alerts of rules that were just seen not to hold and have not for a while. */
export async function endAlerts(
  ctx: Pick<Context, "db" | "clock">,
  { ruleIds, isTold }: EndAlertsInput,
): Promise<void> {
  if (ruleIds.length === 0) return;
  const now = ctx.clock.now();
  const at = now.toISOString();
  await ctx.db
    .update(alerts)
    .set({
      endedAt: now,
      // One whose beginning is still to be told is told of in order.
      ...(isTold && {
        notice: sql`coalesce(${alerts.notice}, 'ended')`,
        noticeTries: sql`case when ${alerts.notice} is null then 0 else ${alerts.noticeTries} end`,
        noticeAt: sql`case when ${alerts.notice} is null then ${at}::timestamptz else ${alerts.noticeAt} end`,
      }),
    })
    .where(
      and(
        isNull(alerts.endedAt),
        inArray(alerts.ruleId, ruleIds),
        lte(alerts.heldAt, new Date(now.getTime() - calmMs)),
      ),
    );
}
