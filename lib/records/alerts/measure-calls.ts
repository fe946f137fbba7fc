import { type SQL, sql } from "drizzle-orm";
import { smallestId } from "@/lib/core/ids";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";
import { intentFits } from "@/lib/records/intent-fits";
import type { AlertRuleRow } from "./alert";
import type { Measured } from "./hold-alert";

/** What a look costs at most: of more calls, the newest count. */
const seenMax = 20_000;
/** How long before the window a call may have been made that ended in it. */
const longestMs = 3_600_000;

type Row = { calls: number; failures: number; p95_ms: number | null; worst: string };

/** How the calls that ended in a rule's window went; null when there were too few to say. */
async function readCalls(ctx: Pick<Context, "db" | "clock">, rule: AlertRuleRow): Promise<Row | null> {
  const since = ctx.clock.now().getTime() - rule.windowS * 1000;
  const [row] = await queryRows<Row>({
    db: ctx.db,
    query: sql`
      with seen as (
        select intent, state, duration_ms from (${newest(since - longestMs)}) as newest
        where finished_at >= ${new Date(since).toISOString()}::timestamptz
          and state in ('succeeded', 'failed', 'expired') and ${intentFits(rule.intent)}
      ), failing as (
        select intent, count(*) filter (where state <> 'succeeded') as failures, count(*) as calls from seen group by intent
        having count(*) filter (where state <> 'succeeded') > 0 order by failures desc, intent limit 3
      )
      select count(*)::int as calls, (count(*) filter (where state <> 'succeeded'))::int as failures,
        percentile_disc(0.95) within group (order by duration_ms) as p95_ms,
        coalesce((select string_agg(intent || ' (' || failures || ' of ' || calls || ')', ', ') from failing), '') as worst
      from seen`,
  });
  return row && row.calls >= rule.callsMin ? row : null;
}

function newest(sinceMs: number): SQL {
  return sql`select intent, state, duration_ms, finished_at from jobs where id >= ${smallestId("job", sinceMs)}
    order by id desc limit ${seenMax}::int`;
}

export async function measureFailures(
  ctx: Pick<Context, "db" | "clock">,
  rule: AlertRuleRow,
): Promise<Measured | null> {
  const row = await readCalls(ctx, rule);
  if (!row) return null;
  return {
    value: (row.failures / row.calls) * 100,
    about: `${row.failures} of ${row.calls}${row.worst && `; most of them ${row.worst}`}.`,
  };
}

export async function measureLatency(ctx: Pick<Context, "db" | "clock">, rule: AlertRuleRow): Promise<Measured | null> {
  const row = await readCalls(ctx, rule);
  return row?.p95_ms == null ? null : { value: row.p95_ms, about: `Of ${row.calls}.` };
}
