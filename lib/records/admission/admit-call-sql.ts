import { type SQL, sql } from "drizzle-orm";
import type { AdmissionPlan } from "@/lib/policy/admission-plan";
import type { Claim } from "@/lib/records/jobs/claim";
import type { Job } from "@/lib/records/jobs/job";

export type AdmitInput = {
  job: Pick<Job, "id" | "callerId" | "namespace" | "intent" | "createdAt">;
  plan: AdmissionPlan;
  /** Null for what answers for no twin. */
  claim: Claim | null;
  /** For how many seconds a call is waited for that is not on record; null when it is recorded along with this. */
  holdS: number | null;
};

/** The call of `admit_call`, which judges and counts in the transaction that it stands in. */
export function admitCallSql({ job, plan, claim, holdS }: AdmitInput): SQL {
  const limits = plan.limits.map(({ subject, name, ratePerMinute, burst, concurrentMax }) => ({
    subject,
    name,
    per_minute: ratePerMinute,
    burst,
    concurrent_max: concurrentMax,
  }));
  return sql`admit_call(${job.id}, ${job.callerId}, ${job.namespace}, ${job.intent}, ${JSON.stringify(limits)}::json,
    ${priceOf(plan)}::json, ${claimOf(job, claim)}::json, ${holdS}::float8)`;
}

function priceOf({ price, payers, reserveMicros, durationMsMax }: AdmissionPlan): string | null {
  if (price === null) return null;
  const { perCall, perSecond, perUnit } = price;
  return JSON.stringify({
    per_call: perCall,
    per_second: perSecond,
    per_unit: perUnit,
    duration_ms_max: durationMsMax,
    reserve: reserveMicros,
    payers,
  });
}

function claimOf({ createdAt }: AdmitInput["job"], claim: Claim | null): string | null {
  if (claim === null) return null;
  const { key, fingerprint, expiresAt } = claim;
  return JSON.stringify({ key, fingerprint, expires_at: expiresAt.toISOString(), now: createdAt.toISOString() });
}
