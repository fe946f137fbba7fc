import { type SQL, sql } from "drizzle-orm";

/**
 * The insert that makes the callbacks of each ended job of `from` (with `id`, `caller_id` and `callback_url`) due: its
 * own, if it asked for one, and those that its twins have added. Returns the `job_id` of each.
 */
export function enqueueCallbacks({ from, now }: { from: SQL; now: SQL }): SQL {
  return sql`
    insert into callbacks as kept (id, job_id, caller_id, url, state, attempt, next_at, created_at)
    select 'cbk_' || substr(id, 5), id, caller_id, callback_url, 'waiting', 0, ${now}, ${now} from ${from}
      where callback_url is not null
    union all
    select id, job_id, caller_id, url, 'waiting', 0, ${now}, ${now} from callbacks
      where job_id in (select id from ${from}) and state = 'waiting' and id <> 'cbk_' || substr(job_id, 5)
    on conflict (id) do update set next_at = excluded.next_at, created_at = excluded.created_at
      where kept.state = 'waiting' and kept.lease_until is null
    returning job_id`;
}
