import { type SQL, sql } from "drizzle-orm";

/** Whose callback it is, and where it goes. */
export type Lane = { callerId: string; host: string };

type PickCallbacksInput = { now: Date; limit: number; held: readonly Lane[] };

/** A receiver that hangs holds its place for 15 s. Of one caller's, some places are left for its other receivers. */
const perCallerMax = 8;
const perHostMax = 4;
/** So many of a caller's callbacks are looked at; what lies behind them waits for those alone. */
const lookedAtMax = 100;

/** The host of a callback as its URL spells it: whoever spells it in many ways is still one caller. */
export const receiverHost = sql<string>`lower(substring(url from '^[^:]*:/*([^/?#]*)'))`;

/**
 * The ids of the callbacks to take next, locked. Callers are found one by one along the index, so that no caller's
 * backlog, however long, is gone through to find another's.
 */
export function pickCallbacks({ now, limit, held }: PickCallbacksInput): SQL {
  const isDue = sql`state = 'waiting' and next_at <= ${now.toISOString()}::timestamptz
    and (lease_until is null or lease_until < ${now.toISOString()}::timestamptz)`;
  return sql`
    with recursive callers (name) as (
      (select caller_id from callbacks where state = 'waiting' order by caller_id limit 1)
      union all
      select (select caller_id from callbacks where state = 'waiting' and caller_id > callers.name
        order by caller_id limit 1) from callers where name is not null
    ), held as materialized (
      select * from json_to_recordset(${JSON.stringify(held)}::json) as held ("callerId" text, host text)
    ), due as (
      select one.*, row_number() over (partition by caller_id, host order by next_at, id) + (
        select count(*) from held where held."callerId" = one.caller_id and held.host = one.host) as of_host
      from callers cross join lateral (
        select id, caller_id, next_at, ${receiverHost} as host from callbacks
        where caller_id = callers.name and ${isDue} order by next_at limit ${lookedAtMax}::int
      ) as one
    ), ranked as (
      select id, next_at, row_number() over (partition by caller_id order by next_at, id) + (
        select count(*) from held where held."callerId" = due.caller_id) as of_caller
      from due where of_host <= ${perHostMax}::int
    ), picked as (
      select id from ranked where of_caller <= ${perCallerMax}::int order by of_caller, next_at limit ${limit}::int
    )
    select id from callbacks where id = any(array(select id from picked)) and ${isDue} for update skip locked`;
}
