import { sql } from "drizzle-orm";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";
import { receiverHost } from "./pick-callbacks";

export type CallbackFacts = {
  /** Callbacks that are still to be delivered, of so many at most as are looked at. */
  waiting: number;
  /** For how long, in seconds, the oldest of them has been due and is not on its way; null without any. */
  oldestDueS: number | null;
  /** Some of the hosts that did not take one yet, and the number of those that wait for each. */
  failing: { host: string; waiting: number }[];
};

const lookedAtMax = 1_000;
const hostsMax = 5;

/** How the delivery of callbacks stands. */
export async function readCallbackFacts(ctx: Pick<Context, "db" | "clock">): Promise<CallbackFacts> {
  const now = sql`${ctx.clock.now().toISOString()}::timestamptz`;
  const [row] = await queryRows<{ waiting: string; oldest: string | number | null; failing: CallbackFacts["failing"] }>(
    {
      db: ctx.db,
      query: sql`
      with looked_at as (
        select url, attempt, next_at, lease_until from callbacks where state = 'waiting' limit ${lookedAtMax}::int
      ), failing as (
        select ${receiverHost} as host, count(*)::int as waiting from looked_at
        where attempt > 0 and (lease_until is null or lease_until < ${now}) group by 1 order by 2 desc, 1 limit ${hostsMax}::int
      )
      select (select count(*) from looked_at) as waiting,
        (select extract(epoch from ${now} - min(next_at)) from looked_at
          where next_at <= ${now} and (lease_until is null or lease_until < ${now})) as oldest,
        (select coalesce(json_agg(failing), '[]') from failing) as failing`,
    },
  );
  return {
    waiting: Number(row?.waiting ?? 0),
    oldestDueS: row?.oldest == null ? null : Math.round(Number(row.oldest)),
    failing: row?.failing ?? [],
  };
}
