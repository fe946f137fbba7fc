import { AppError, type RateFacts } from "@/lib/core/app-error";
import type { AdmissionPlan } from "@/lib/policy/admission-plan";
import { admitJob } from "@/lib/records/admission/admit-job";
import type { Admitted } from "@/lib/records/admission/read-verdict";
import { addCallback } from "@/lib/records/callbacks/add-callback";
import type { Context } from "@/lib/records/context";
import type { Claim } from "@/lib/records/jobs/claim";
import { claimJob } from "@/lib/records/jobs/claim-job";
import { findClaimedJob } from "@/lib/records/jobs/find-claimed-job";
import { giveUpClaim } from "@/lib/records/jobs/give-up-claim";
import { isFinished, type Job } from "@/lib/records/jobs/job";
import type { Tool } from "@/lib/tools/define-tool";
import { withoutRates } from "./plan-call";

export type Admission = ({ kind: "run" } | { kind: "replay"; job: Job } | { kind: "join"; job: Job }) & {
  /** How far the limits are used up that it was held to. */
  rates: RateFacts[];
};

type AdmitCallInput = {
  job: Job;
  claim: Claim;
  tool: Tool;
  /** What the call is held to; null for nothing. */
  plan: AdmissionPlan | null;
  /** Records the job with its claim, and whatever belongs to it; not new when a claim stands already. */
  record?: Record;
};

type Record = (plan: AdmissionPlan | null) => Promise<Admitted>;

const triesMax = 5;

/**
 * Lets one of several identical requests run: the first claims, a later one joins it or is answered with its result.
 * Throws `idempotency_conflict` when the caller's key was used for another request, and like `admitJob` when it would go
 * past a limit or a budget.
 */
export async function admitCall(
  ctx: Context,
  { job, claim, tool, plan, record = (held) => recordClaimed(ctx, { job, claim, plan: held }) }: AdmitCallInput,
): Promise<Admission> {
  let rates: RateFacts[] = [];
  // A twin may fail, and give its claim up, between our two looks at it; then the claim is free again.
  for (let attempt = 1; attempt <= triesMax; attempt++) {
    // It counts once for its rates, however often it is looked at.
    const recorded = await record(attempt === 1 ? plan : plan && withoutRates(plan));
    if (attempt === 1) rates = recorded.rates;
    if (recorded.isNew) return { kind: "run", rates };
    const held = await findClaimedJob(ctx, { key: claim.key });
    if (!held) continue;
    if (held.fingerprint !== claim.fingerprint) throw conflict();
    if (!isFinished(held.job)) {
      await callBackToo(ctx, { held: held.job, job });
      return { kind: "join", job: held.job, rates };
    }
    // A failure that still holds its claim is one whose effect is not known.
    if (held.job.state !== "succeeded" || claim.isCallersKey || (await tool.isStillTrue(ctx, held.job.result?.value))) {
      await callBackToo(ctx, { held: held.job, job });
      return { kind: "replay", job: held.job, rates };
    }
    await giveUpClaim(ctx, { jobId: held.job.id });
  }
  throw new AppError({
    code: "internal",
    detail: "This request's twins kept failing while it was admitted. Try again.",
  });
}

type RecordClaimedInput = { job: Job; claim: Claim; plan: AdmissionPlan | null };

/** The job with its claim, counted against what it is held to, in one statement. */
export async function recordClaimed(ctx: Context, { job, claim, plan }: RecordClaimedInput): Promise<Admitted> {
  if (plan) return admitJob(ctx, { job, claim, plan });
  return { isNew: await claimJob(ctx, { job, claim }), rates: [] };
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
