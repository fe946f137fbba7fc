import { alertWords, spanOf } from "@/lib/policy/alert-words";
import { forSlack } from "@/lib/policy/for-slack";
import type { AlertRow } from "@/lib/records/alerts/alert";
import { settleNotice } from "@/lib/records/alerts/settle-notice";
import { noticeTriesMax, takeNotices } from "@/lib/records/alerts/take-notices";
import type { Context } from "@/lib/records/context";
import { postNotice } from "./post-notice";

/**
 * Tells the operators' channel which alerts began and which are over. What cannot be told is tried again, and after some
 * hours given up; the console shows it all the same.
 */
export async function tellAlerts(ctx: Context): Promise<void> {
  const { webhookUrl: url } = ctx.env.approvals;
  if (url === null) return;
  await Promise.all((await takeNotices(ctx)).map((alert) => tell(ctx, { alert, url })));
}

async function tell(ctx: Context, { alert, url }: { alert: AlertRow; url: string }): Promise<void> {
  const { id, notice, noticeTries } = alert;
  if (notice === null) return;
  const status = await postNotice(ctx, { id: `${id}.${notice}`, url, body: JSON.stringify(bodyOf(ctx, alert)) }).catch(
    (error: unknown) => {
      ctx.log.warn({ err: error, alert: id, notice }, "an alert could not be told");
      return null;
    },
  );
  const isDelivered = status !== null && status >= 200 && status < 300;
  if (!isDelivered && status !== null) ctx.log.warn({ alert: id, notice, status }, "the channel refused an alert");
  if (isDelivered || noticeTries >= noticeTriesMax) await settleNotice(ctx, { id, notice });
}

function bodyOf({ env }: Pick<Context, "env">, alert: AlertRow) {
  const { id, ruleId, kind, notice, value, threshold, beganAt, endedAt } = alert;
  const { path } = alertWords(alert);
  const url = env.publicUrl + path;
  return {
    text: textOf({ alert, url }),
    alert_id: id,
    rule_id: ruleId,
    kind,
    notice,
    value,
    threshold,
    began_at: beganAt.toISOString(),
    ended_at: notice === "ended" ? (endedAt?.toISOString() ?? null) : null,
    url,
  };
}

function textOf({ alert, url }: { alert: AlertRow; url: string }): string {
  const { title, says } = alertWords(alert);
  const since = alert.beganAt.toISOString().slice(0, 16).replace("T", " ");
  const link = `<${url}|Look at it>`;
  if (alert.notice !== "ended" || alert.endedAt === null) {
    return `*${forSlack(title)}* since ${since} UTC: ${forSlack(says)}\n${link}`;
  }
  const lasted = spanOf((alert.endedAt.getTime() - alert.beganAt.getTime()) / 1000);
  return `*Over: ${forSlack(title)}*, which began ${since} UTC and lasted ${lasted}. At its worst: ${forSlack(says)}\n${link}`;
}
