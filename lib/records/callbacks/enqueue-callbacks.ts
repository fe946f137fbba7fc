import { type SQL, sql } from "drizzle-orm";

/**
 * The insert that makes a callback due for each ended job of `from` (with `id` and `callback_url`) that asked for one.
 * The id follows from the job's, so that a job has one callback however often its end is told.
 */
export function enqueueCallbacks({ from, now }: { from: SQL; now: SQL }): SQL {
  return sql`
    insert into callbacks (id, job_id, url, state, attempt, next_at, created_at)
    select 'cbk_' || substr(id, 5), id, callback_url, 'waiting', 0, ${now}, ${now} from ${from}
    where callback_url is not null on conflict (id) do nothing`;
}
