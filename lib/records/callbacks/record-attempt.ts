import { sql } from "drizzle-orm";
import type { CallbackState } from "@/lib/contracts/job";
import type { Context } from "@/lib/records/context";
import type { HeldCallback } from "./take-callbacks";

type Attempt = { at: Date; status: number | null; durationMs: number; error: string | null };

/** What follows an attempt: it is over, or there is another one at `at`. */
export type AfterAttempt = { state: Exclude<CallbackState, "waiting"> } | { state: "waiting"; at: Date };

/**
 * Keeps an attempt and what follows from it, in one statement. When the lease was lost meanwhile, only the attempt is
 * kept: whoever holds the callback now decides.
 */
export async function recordAttempt(
  ctx: Pick<Context, "db" | "clock">,
  { callback, attempt, after }: { callback: HeldCallback; attempt: Attempt; after: AfterAttempt },
): Promise<void> {
  const time = (at: Date | null) => sql`${at?.toISOString() ?? null}::timestamptz`;
  const finishedAt = after.state === "waiting" ? null : ctx.clock.now();
  const nextAt = after.state === "waiting" ? after.at : callback.nextAt;
  await ctx.db.execute(sql`
    with settled as (
      update callbacks set state = ${after.state}, next_at = ${time(nextAt)}, finished_at = ${time(finishedAt)},
        lease_until = null
      where id = ${callback.id} and lease_until = ${time(callback.leaseUntil)}
    )
    insert into callback_attempts (callback_id, attempt, at, status, duration_ms, error)
    select id, ${callback.attempt}::int, ${time(attempt.at)}, ${attempt.status}::int, ${attempt.durationMs}::int,
      ${attempt.error}::text
    from callbacks where id = ${callback.id}`);
}
