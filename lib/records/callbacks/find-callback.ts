import { asc, eq } from "drizzle-orm";
import type { CallbackView } from "@/lib/contracts/callback";
import { callbackAttempts, callbacks } from "@/lib/db/schema";
import type { Context } from "@/lib/records/context";
import type { Job } from "@/lib/records/jobs/job";

/** How the telling of a job's end goes; null for a job that asked for none or has not ended. */
export async function findCallback(
  ctx: Pick<Context, "db">,
  job: Pick<Job, "id" | "callbackUrl">,
): Promise<CallbackView | null> {
  if (job.callbackUrl === null) return null;
  const rows = await ctx.db
    .select({ callback: callbacks, attempt: callbackAttempts })
    .from(callbacks)
    .leftJoin(callbackAttempts, eq(callbackAttempts.callbackId, callbacks.id))
    .where(eq(callbacks.jobId, job.id))
    .orderBy(asc(callbackAttempts.id));
  const callback = rows[0]?.callback;
  if (!callback) return null;
  return {
    id: callback.id,
    state: callback.state,
    attempts: rows.flatMap(({ attempt }) =>
      attempt
        ? {
            at: attempt.at.toISOString(),
            status: attempt.status,
            error: attempt.error,
            duration_ms: attempt.durationMs,
          }
        : [],
    ),
    next_at: callback.state === "waiting" ? callback.nextAt.toISOString() : null,
  };
}
