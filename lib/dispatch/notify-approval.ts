import type { ApprovalCard } from "@/lib/contracts/approval";
import { redactSecrets } from "@/lib/policy/command/redact-secrets";
import { forSlack } from "@/lib/policy/for-slack";
import { approvalIdOf } from "@/lib/records/approvals/approval";
import type { Context } from "@/lib/records/context";
import type { Job } from "@/lib/records/jobs/job";
import { approvalUrl } from "./approval-url";
import { tellOperators } from "./tell-operators";

const commandCharsMax = 500;

/**
 * Tells the operators' own channel that something waits for them, in words that Slack shows, signed as Standard Webhooks
 * says. Nobody waits for it; what cannot be told is in the log, and in the console all the same.
 */
export function notifyApproval(ctx: Context, { job, card }: { job: Job; card: ApprovalCard }): void {
  const { webhookUrl } = ctx.env.approvals;
  if (webhookUrl === null) return;
  const id = approvalIdOf(job);
  const body = JSON.stringify({
    text: textOf({ card, name: ctx.actor.name, url: approvalUrl(ctx, job) }),
    approval_id: id,
    job_id: job.id,
    intent: job.intent,
    host: card.host,
    url: approvalUrl(ctx, job),
    expires_at: job.expiresAt?.toISOString() ?? null,
  });
  void tellOperators(ctx, { id, url: webhookUrl, body });
}

function textOf({ card, name, url }: { card: ApprovalCard; name: string; url: string }): string {
  const where = card.host === null ? "" : ` on *${forSlack(card.host)}*`;
  const what = card.command ?? JSON.stringify(card.inputs);
  const shown = redactSecrets(what);
  const cut =
    shown.length > commandCharsMax ? `${shown.slice(0, commandCharsMax)} … (cut; the page has all of it)` : shown;
  const code = forSlack(cut).replaceAll("`", "'");
  return `*${forSlack(name)}* asks for *${forSlack(card.title)}*${where}:\n\`\`\`${code}\`\`\`\n<${url}|Look at it and decide>`;
}
