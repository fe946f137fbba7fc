import { sql } from "drizzle-orm";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";

const intentsMax = 1_000;

/** Every intent that some job has. Goes from one to the next along the index, so that it costs by their number alone. */
export async function listIntents(ctx: Pick<Context, "db">): Promise<string[]> {
  const rows = await queryRows<{ intent: string }>({
    db: ctx.db,
    query: sql`
      with recursive known as (
        (select intent from jobs order by intent limit 1)
        union all
        select (select intent from jobs where intent > known.intent order by intent limit 1) from known
        where known.intent is not null
      )
      select intent from known where intent is not null limit ${intentsMax}::int`,
  });
  return rows.map(({ intent }) => intent);
}
