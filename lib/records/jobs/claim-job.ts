import { sql } from "drizzle-orm";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";
import type { Claim } from "./claim";
import type { Job } from "./job";

/**
 * Records a running job and the claim that makes it answer for its twins, in one statement. False, and nothing is
 * written, when a live claim stands already.
 */
export async function claimJob(ctx: Context, { job, claim }: { job: Job; claim: Claim }): Promise<boolean> {
  const rows = await queryRows({
    db: ctx.db,
    query: sql`
      with claim as (
        insert into idempotency_claims as held
          (caller_id, key, fingerprint, job_id, expires_at)
        values (${job.callerId}, ${claim.key}, ${claim.fingerprint}, ${job.id},
          ${claim.expiresAt.toISOString()}::timestamptz)
        on conflict (caller_id, key) do update set
          fingerprint = excluded.fingerprint, job_id = excluded.job_id, expires_at = excluded.expires_at
          where held.expires_at <= ${job.createdAt.toISOString()}::timestamptz
        returning job_id
      )
      insert into jobs (id, intent, mode, state, caller_id, caller_name, inputs, context, callback_url, request_id,
        created_at, started_at, lease_until)
      select job_id, ${job.intent}, ${job.mode}, ${job.state}, ${job.callerId}, ${job.callerName},
        ${JSON.stringify(job.inputs)}::json, ${job.context && JSON.stringify(job.context)}::json,
        ${job.callbackUrl}, ${job.requestId}, ${job.createdAt.toISOString()}::timestamptz,
        ${job.startedAt?.toISOString() ?? null}::timestamptz, ${job.leaseUntil?.toISOString() ?? null}::timestamptz
      from claim returning id`,
  });
  return rows.length === 1;
}
