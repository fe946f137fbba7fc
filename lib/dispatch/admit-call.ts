import { AppError } from "@/lib/core/app-error";
import { addCallback } from "@/lib/records/callbacks/add-callback";
import type { Context } from "@/lib/records/context";
import type { Claim } from "@/lib/records/jobs/claim";
import { claimJob } from "@/lib/records/jobs/claim-job";
import { findClaimedJob } from "@/lib/records/jobs/find-claimed-job";
import { giveUpClaim } from "@/lib/records/jobs/give-up-claim";
import { isFinished, type Job } from "@/lib/records/jobs/job";
import type { Tool } from "@/lib/tools/define-tool";

export type Admission = { kind: "run" } | { kind: "replay"; job: Job } | { kind: "join"; job: Job };

type AdmitCallInput = {
  job: Job;
  claim: Claim;
  tool: Tool;
  /** Records the job with its claim, and whatever belongs to it; false when a claim stands already. */
  record?: () => Promise<boolean>;
};

const triesMax = 5;

/**
 * Lets one of several identical requests run: the first claims, a later one joins it or is answered with its result.
 * Throws `idempotency_conflict` when the caller's key was used for another request.
 */
export async function admitCall(
  ctx: Context,
  { job, claim, tool, record = () => claimJob(ctx, { job, claim }) }: AdmitCallInput,
): Promise<Admission> {
  // A twin may fail, and give its claim up, between our two looks at it; then the claim is free again.
  for (let attempt = 1; attempt <= triesMax; attempt++) {
    if (await record()) return { kind: "run" };
    const held = await findClaimedJob(ctx, { key: claim.key });
    if (!held) continue;
    if (held.fingerprint !== claim.fingerprint) throw conflict();
    if (!isFinished(held.job)) {
      await callBackToo(ctx, { held: held.job, job });
      return { kind: "join", job: held.job };
    }
    // A failure that still holds its claim is one whose effect is not known.
    if (held.job.state !== "succeeded" || claim.isCallersKey || (await tool.isStillTrue(ctx, held.job.result?.value))) {
      await callBackToo(ctx, { held: held.job, job });
      return { kind: "replay", job: held.job };
    }
    await giveUpClaim(ctx, { jobId: held.job.id });
  }
  throw new AppError({
    code: "internal",
    detail: "This request's twins kept failing while it was admitted. Try again.",
  });
}

/** A twin may want to hear of the end at an address of its own. */
async function callBackToo(ctx: Context, { held, job }: { held: Job; job: Job }): Promise<void> {
  if (job.callbackUrl !== null) await addCallback(ctx, { job: held, url: job.callbackUrl });
}

function conflict(): AppError {
  return new AppError({
    code: "idempotency_conflict",
    detail: "This idempotency_key was already used within the hour for another intent or other inputs.",
    hint: "Use a new key for a new request; the same key is for repeating the same one.",
    errors: [{ path: "idempotency_key", message: "was used for a different request" }],
  });
}
