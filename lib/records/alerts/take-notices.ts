import { and, asc, inArray, isNotNull, lte, sql } from "drizzle-orm";
import { alerts } from "@/lib/db/schema-usage";
import type { Context } from "@/lib/records/context";
import type { AlertRow } from "./alert";

const atOnceMax = 5;
/** When a notice is tried again after each time that it could not be told; then it is given up. */
const againS = [30, 60, 300, 900, 3_600];
export const noticeTriesMax = againS.length + 1;

/** A few notices that are due, for this process alone until their next time. */
export async function takeNotices(ctx: Pick<Context, "db" | "clock">): Promise<AlertRow[]> {
  const now = ctx.clock.now();
  const waits = sql.raw(`(array[${againS.join(",")}])[notice_tries + 1]`);
  const due = ctx.db
    .select({ id: alerts.id })
    .from(alerts)
    .where(and(isNotNull(alerts.notice), lte(alerts.noticeAt, now)))
    .orderBy(asc(alerts.noticeAt))
    .limit(atOnceMax)
    .for("update", { skipLocked: true });
  return ctx.db
    .update(alerts)
    .set({
      noticeTries: sql`notice_tries + 1`,
      noticeAt: sql`${now.toISOString()}::timestamptz + coalesce(${waits}, 3600) * interval '1 second'`,
    })
    .where(inArray(alerts.id, due))
    .returning();
}
