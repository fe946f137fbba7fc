import type { JsonObject } from "@/lib/contracts/json";
import { AppError } from "@/lib/core/app-error";
import { createId } from "@/lib/core/ids";
import type { Context } from "@/lib/records/context";
import { getVisibleJob } from "@/lib/records/jobs/get-visible-job";
import { isPayloadForgotten } from "./forget-old-jobs";
import { orchestrate } from "./orchestrate";
import type { Outcome } from "./run-call";

type ReplayJobInput = {
  id: string;
  /** In place of the first job's. */
  inputs?: JsonObject | undefined;
  wait_s?: number | undefined;
};

/** Runs a job's request again, as a new job of whoever asks now, which passes the gate like any other. */
export async function replayJob(ctx: Context, { id, inputs, wait_s }: ReplayJobInput): Promise<Outcome> {
  const first = await getVisibleJob(ctx, id);
  if (!inputs && isPayloadForgotten(ctx, first)) {
    throw new AppError({
      code: "invalid_request",
      detail: `The inputs of job '${id}' were removed after ${ctx.env.retention.payloadDays} days.`,
      hint: "Send inputs with the replay.",
    });
  }
  return orchestrate(
    ctx,
    {
      intent: first.intent,
      inputs: inputs ?? first.inputs,
      mode: first.mode,
      ...(first.context && { context: first.context }),
      ...(first.callbackUrl && { callback_url: first.callbackUrl }),
      ...(wait_s !== undefined && { wait_s }),
      // It is asked for on purpose: no earlier answer, of the first job or of a replay, stands for it.
      idempotency_key: `replay:${createId("request", ctx.clock.now().getTime())}`,
    },
    { replayOf: first.id },
  );
}
