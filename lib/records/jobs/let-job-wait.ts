import { sql } from "drizzle-orm";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";
import { findJob } from "./find-job";
import type { Job } from "./job";
import { leaseEnd } from "./lease";
import { toJob } from "./to-job";

/**
 * Lets go of a running job that somebody outside will bring to its end, within `waitMs`. It stays running, but no
 * process holds it. Answers with the job as it is then: it may have come to its end already.
 */
export async function letJobWait(ctx: Context, { job, waitMs }: { job: Job; waitMs: number }): Promise<Job> {
  const [row] = await queryRows({
    db: ctx.db,
    query: sql`
      update jobs set held_by = null, lease_until = null, expires_at = ${leaseEnd(waitMs)}
      where id = ${job.id} and attempt = ${job.attempt}::int and state = 'running' returning *`,
  });
  return row ? toJob(row) : ((await findJob(ctx, job.id)) ?? job);
}
