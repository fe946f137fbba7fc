import { sql } from "drizzle-orm";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";

const hourMs = 60 * 60_000;
/** A used code is kept some time longer, so that its second use is known as one. */
const codeMs = hourMs;
/** What a user is being asked about must not go while he reads. */
const clientMs = 24 * hourMs;
/** A grant whose tokens are all gone, and one that was revoked, are shown for some time. */
const endedMs = 30 * 24 * hourMs;

/** Forgets one batch each of codes, tokens, grants and clients that nobody can use any more, and says the largest number. */
export async function deleteStaleOauth(
  { db, clock }: Pick<Context, "db" | "clock">,
  { limit }: { limit: number },
): Promise<number> {
  const before = (ms: number) => sql`${new Date(clock.now().getTime() - ms).toISOString()}::timestamptz`;
  const batches = [
    sql`delete from oauth_codes where hash in (
      select hash from oauth_codes where expires_at <= ${before(codeMs)} order by expires_at limit ${limit}::int)`,
    sql`delete from oauth_tokens where hash in (
      select hash from oauth_tokens where expires_at <= ${before(0)} order by expires_at limit ${limit}::int)`,
    sql`delete from oauth_grants where id in (
      select id from oauth_grants g where coalesce(revoked_at, last_used_at, created_at) <= ${before(endedMs)}
        and not exists (select 1 from oauth_tokens t where t.grant_id = g.id)
        and not exists (select 1 from oauth_codes c where c.grant_id = g.id)
      limit ${limit}::int)`,
    sql`delete from oauth_clients where id in (
      select id from oauth_clients c where expires_at <= ${before(clientMs)}
        and not exists (select 1 from oauth_grants g where g.client_id = c.id)
      order by expires_at limit ${limit}::int)`,
  ];
  let most = 0;
  for (const batch of batches) {
    const rows = await queryRows({ db, query: sql`${batch} returning 1 as gone` });
    most = Math.max(most, rows.length);
  }
  return most;
}
