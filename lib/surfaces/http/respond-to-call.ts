import type { OrchestrateRequest } from "@/lib/contracts/orchestrate-request";
import { CallOptions } from "@/lib/contracts/orchestrate-request";
import { AppError } from "@/lib/core/app-error";
import { jobEnvelope } from "@/lib/dispatch/job-envelope";
import { orchestrate } from "@/lib/dispatch/orchestrate";
import type { Context } from "@/lib/records/context";
import { respondEnvelope } from "./respond";

/** Runs a call and answers with its envelope; the `Idempotency-Key` header counts like the body's field. */
export async function respondToCall(
  ctx: Context,
  { request, call }: { request: Request; call: OrchestrateRequest },
): Promise<Response> {
  const { job, isReplayed } = await orchestrate(ctx, withHeaderKey({ request, call }));
  return respondEnvelope(jobEnvelope(ctx, job), isReplayed ? { "idempotency-replayed": "true" } : {});
}

function withHeaderKey({ request, call }: { request: Request; call: OrchestrateRequest }): OrchestrateRequest {
  const header = request.headers.get("idempotency-key");
  if (header === null) return call;
  const key = CallOptions.shape.idempotency_key.safeParse(header);
  if (!key.success || (call.idempotency_key !== undefined && call.idempotency_key !== header)) {
    throw new AppError({
      code: "invalid_request",
      detail: "The Idempotency-Key header is not valid, or differs from idempotency_key in the body.",
      errors: [{ path: "Idempotency-Key", message: "must be 1 to 255 characters, and the same as in the body" }],
    });
  }
  return { ...call, idempotency_key: header };
}
