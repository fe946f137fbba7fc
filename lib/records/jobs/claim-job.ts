import { sql } from "drizzle-orm";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";
import type { Claim } from "./claim";
import { hasEnded } from "./has-ended";
import { insertAndTell } from "./insert-job";
import type { Job } from "./job";

/**
 * Records a job and the claim that makes it answer for its twins, in one statement. False, and nothing is written, when
 * a live claim stands already.
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
          where held.expires_at <= ${job.createdAt.toISOString()}::timestamptz and ${hasEnded(sql`held.job_id`)}
        returning job_id
      ), ${insertAndTell(ctx, { job, from: sql`from claim` })}
      select id, notice from told`,
  });
  return rows.length === 1;
}
