import { sql } from "drizzle-orm";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";

/** Gives back what calls hold whose process died before they were on record, and says how many those are. */
export async function releaseReservations(ctx: Pick<Context, "db">, { limit }: { limit: number }): Promise<number> {
  const [row] = await queryRows<{ released: number }>({
    db: ctx.db,
    query: sql`
      with lost as materialized (
        select job_id from call_reservations r
        where expires_at < now() and not exists (select 1 from jobs where jobs.id = r.job_id)
        order by job_id limit ${limit}::int for update skip locked
      )
      select settle_calls(array_agg(job_id), array_agg(0::bigint)) as released from lost having count(*) > 0`,
  });
  return row?.released ?? 0;
}
