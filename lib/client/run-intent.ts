import type { Envelope } from "@/lib/contracts/envelope";
import type { JsonObject } from "@/lib/contracts/json";
import { ApiError, apiErrorOf } from "./api-error";

type RunIntentInput = {
  intent: string;
  inputs: JsonObject;
  mode: string;
  /** Whether an answer that an equal call got within the hour will not do. */
  isAnew: boolean;
};

export type IntentRun = { jobId: string; isReplayed: boolean };

const waitS = 20;

/** Calls an intent as the user of the console; answers with the job that holds what came of it. Throws for a refusal. */
export async function runIntent({ intent, inputs, mode, isAnew }: RunIntentInput): Promise<IntentRun> {
  const own = isAnew ? { idempotency_key: `console-${Date.now()}-${Math.random()}` } : {};
  const response = await fetch("/api/orchestrate", {
    method: "POST",
    headers: { accept: "application/json", "content-type": "application/json" },
    body: JSON.stringify({ intent, inputs, mode, wait_s: waitS, ...own }),
  }).catch((cause: unknown) => {
    throw new ApiError({
      status: 0,
      error: "The server does not answer.",
      hint: "Whether it ran is not known: look at the list of jobs when it is back.",
      cause,
    });
  });
  const envelope = (await response.json().catch(() => null)) as Envelope | null;
  // A call that ran and failed has a job that says more than its error does.
  if (!envelope?.job_id) throw apiErrorOf({ status: response.status, body: envelope });
  return { jobId: envelope.job_id, isReplayed: response.headers.get("idempotency-replayed") === "true" };
}
