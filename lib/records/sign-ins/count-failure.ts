import { eq, sql } from "drizzle-orm";
import { queryRows } from "@/lib/db/database";
import { signInFailures } from "@/lib/db/schema-people";
import type { Context } from "@/lib/records/context";

/** How many failures cost nothing, how long the wait after the next one is, up to what it doubles, and when all is forgotten. */
export type Pace = { free: number; firstMs: number; waitMsMax: number; forgetMs: number };

/** Counts a failure under a key, and answers 0; or counts nothing, and answers how many milliseconds it must wait. */
export async function countFailure(
  ctx: Pick<Context, "db" | "clock">,
  { key, pace: { free, firstMs, waitMsMax, forgetMs } }: { key: string; pace: Pace },
): Promise<number> {
  const now = ctx.clock.now();
  const at = sql`${now.toISOString()}::timestamptz`;
  const forgetAt = sql`${new Date(now.getTime() + forgetMs).toISOString()}::timestamptz`;
  const nextAt = (count: ReturnType<typeof sql>) => sql`${at} + case when ${count} < ${free}::bigint then interval '0'
    else least(${waitMsMax}::bigint, ${firstMs}::bigint * power(2, least(${count} - ${free}::bigint, 20))::bigint)
      * interval '1 millisecond' end`;
  const count = sql`(case when f.forget_at <= ${at} then 1 else f.count + 1 end)`;
  const counted = await queryRows({
    db: ctx.db,
    query: sql`
      insert into sign_in_failures as f (key, count, last_at, next_at, forget_at)
      values (${key}, 1, ${at}, ${nextAt(sql`1`)}, ${forgetAt})
      on conflict (key) do update
        set count = ${count}, last_at = ${at}, next_at = ${nextAt(count)}, forget_at = ${forgetAt}
        where f.next_at <= ${at}
      returning 1 as one`,
  });
  if (counted.length > 0) return 0;
  const [row] = await ctx.db.select().from(signInFailures).where(eq(signInFailures.key, key));
  return Math.max(1, (row?.nextAt.getTime() ?? 0) - now.getTime());
}
