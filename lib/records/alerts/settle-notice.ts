import { and, eq, sql } from "drizzle-orm";
import type { AlertNotice } from "@/lib/contracts/alert";
import { alerts } from "@/lib/db/schema-usage";
import type { Context } from "@/lib/records/context";

/** Is done with a notice, told or given up; what has ended in the meantime is told next. */
export async function settleNotice(
  ctx: Pick<Context, "db" | "clock">,
  { id, notice }: { id: string; notice: AlertNotice },
): Promise<void> {
  await ctx.db
    .update(alerts)
    .set({
      notice: sql`case when ${alerts.notice} = 'began' and ${alerts.endedAt} is not null then 'ended' end`,
      noticeTries: 0,
      noticeAt: ctx.clock.now(),
    })
    .where(and(eq(alerts.id, id), eq(alerts.notice, notice)));
}
