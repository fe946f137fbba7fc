import type { JsonObject } from "@/lib/contracts/json";
import { activeTraceparent } from "@/lib/core/tracing";
import { resumeToken } from "@/lib/policy/resume-token";
import { traceparentOf } from "@/lib/policy/trace-context";
import type { ToolContext } from "@/lib/tools/define-tool";

/**
 * What a flow gets: the seed's body, and what it needs to be safe and to report. `idempotency_key` is the caller's own,
 * else the job's id: the same for every attempt of one call.
 */
export function flowBody(
  ctx: Pick<ToolContext, "job" | "env" | "secretKey" | "requestId">,
  { intent, inputs }: { intent: string; inputs: JsonObject },
): { body: JsonObject; headers: Record<string, string> } {
  const { job } = ctx;
  const idempotencyKey = job.idempotencyKey ?? job.id;
  const traceparent = activeTraceparent() ?? traceparentOf(job);
  const token = resumeToken({ jobId: job.id, attempt: job.attempt, secretKey: ctx.secretKey });
  return {
    body: {
      intent,
      inputs,
      context: job.context ?? {},
      job_id: job.id,
      idempotency_key: idempotencyKey,
      traceparent,
      resume_url: `${ctx.env.publicUrl}/resume/${token}`,
    },
    headers: { "idempotency-key": headerText(idempotencyKey), traceparent, "x-request-id": ctx.requestId },
  };
}

/** A caller's own key may hold any character; a header holds printable ASCII. */
function headerText(text: string): string {
  return /^[\x21-\x7e]+$/.test(text) ? text : encodeURIComponent(text.toWellFormed());
}
