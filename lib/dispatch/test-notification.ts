import type { NotificationTest } from "@/lib/contracts/settings";
import { AppError } from "@/lib/core/app-error";
import { createId } from "@/lib/core/ids";
import { appendAudit } from "@/lib/records/audit/append-audit";
import type { Context } from "@/lib/records/context";
import { postNotice } from "./post-notice";

/** Sends the operators' channel a notice that asks for nothing, and says what came of it. Throws `not_configured`. */
export async function testNotification(ctx: Context): Promise<NotificationTest> {
  const { webhookUrl: url } = ctx.env.approvals;
  if (url === null) {
    throw new AppError({
      code: "not_configured",
      detail: "No channel is told of approvals.",
      hint: "Set ORCHESTRATOR_APPROVAL_WEBHOOK and start again.",
    });
  }
  const id = createId("request", ctx.clock.now().getTime());
  const text = "This is a test from the orchestrator's settings. What waits for approval will be told here.";
  const body = JSON.stringify({ text, test: true, url: `${ctx.env.publicUrl}/console/approvals` });
  const startedMs = performance.now();
  const status = await postNotice(ctx, { id, url, body }).catch((error: unknown) => {
    ctx.log.warn({ err: error }, "the test notice could not be told");
    return null;
  });
  const delivered = status !== null && status >= 200 && status < 300;
  await appendAudit(ctx, { kind: "notification.tested", subject: "approval-webhook", data: { delivered, status } });
  return { delivered, status, duration_ms: Math.round(performance.now() - startedMs) };
}
