import { type SQL, sql } from "drizzle-orm";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";
import { hasEnded } from "./has-ended";

type DeleteExpiredClaimsInput = { limit: number };

/** Forgets one batch of the idempotency claims whose hour is over, and says how many. */
export async function deleteExpiredClaims(
  ctx: Pick<Context, "db" | "clock">,
  { limit }: DeleteExpiredClaimsInput,
): Promise<number> {
  const rows = await queryRows<{ gone: number }>({
    db: ctx.db,
    query: sql`
      delete from idempotency_claims where (caller_id, key) in (${expiredClaims({ now: ctx.clock.now(), limit })})
      returning 1 as gone`,
  });
  return rows.length;
}

/** One batch, the oldest first. Locked, so that one which is claimed anew at this moment is left alone. */
export function expiredClaims({ now, limit }: DeleteExpiredClaimsInput & { now: Date }): SQL {
  return sql`
    select caller_id, key from idempotency_claims where expires_at <= ${now.toISOString()}::timestamptz
      and ${hasEnded(sql`idempotency_claims.job_id`)}
    order by expires_at limit ${limit}::int for update skip locked`;
}
