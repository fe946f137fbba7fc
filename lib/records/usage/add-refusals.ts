import { sql } from "drizzle-orm";
import type { CountedRefusal } from "@/lib/policy/refusal-counts";
import type { Context } from "@/lib/records/context";
import { addCounts, type UsageSpan } from "./add-counts";

/** Adds refused calls to those of their hours and days, in one statement. */
export async function addRefusals(ctx: Pick<Context, "db">, refusals: CountedRefusal[]): Promise<void> {
  await ctx.db.execute(sql`
    with told as (
      select date_trunc('day', at, 'UTC') as day, *, at as hour
      from json_to_recordset(${JSON.stringify(refusals.map(rowOf))}::json) as given (at timestamptz, caller_id text,
        caller_kind text, caller_name text, namespace text, intent text, mode text, code text, calls bigint)
    ), by_hour as (${addCounts({ span: "hour", rows: rowsOf("hour") })})
    ${addCounts({ span: "day", rows: rowsOf("day") })}`);
}

function rowOf({ hour, callerId, callerKind, callerName, namespace, intent, mode, code, count }: CountedRefusal) {
  const caller = { caller_id: callerId, caller_kind: callerKind, caller_name: callerName };
  return { at: hour, ...caller, namespace, intent, mode, code, calls: count };
}

/** A batch may hold several hours of a day. */
function rowsOf(span: UsageSpan) {
  const key = sql.raw(`${span}, caller_id, intent, mode, namespace`);
  return sql`
    select ${key}, 'refused', code, max(caller_kind), max(caller_name), sum(calls)::bigint, 0, '{}', '{}'
    from told group by ${key}, code order by ${key}, code`;
}
