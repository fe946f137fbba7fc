import { and, eq, gt, notInArray, or } from "drizzle-orm";
import { idempotencyClaims, jobs } from "@/lib/db/schema";
import { finalStates } from "@/lib/policy/job-moves";
import type { Context } from "@/lib/records/context";
import type { Job } from "./job";

/** The job that answers for a key of this caller, with the fingerprint it was made for; null when none does any more. */
export async function findClaimedJob(
  ctx: Context,
  { key }: { key: string },
): Promise<{ job: Job; fingerprint: string } | null> {
  const [row] = await ctx.db
    .select({ job: jobs, fingerprint: idempotencyClaims.fingerprint })
    .from(idempotencyClaims)
    .innerJoin(jobs, eq(jobs.id, idempotencyClaims.jobId))
    .where(
      and(
        eq(idempotencyClaims.callerId, ctx.actor.id),
        eq(idempotencyClaims.key, key),
        or(gt(idempotencyClaims.expiresAt, ctx.clock.now()), notInArray(jobs.state, [...finalStates])),
      ),
    );
  return row ?? null;
}
