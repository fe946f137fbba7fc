import { sql } from "drizzle-orm";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";

/** By which model memories are found, and which is to take its place; null unless a change is under way. */
export type ModelsInUse = { inUse: string; coming: string | null };

type Row = { in_use: string; coming: string | null };

/**
 * By which model memories are found. Where there are no vectors yet it is the configured one at once, and where nobody
 * has said it the one of which most vectors are kept.
 */
export async function readModels(
  ctx: Pick<Context, "db">,
  { configured }: { configured: string },
): Promise<ModelsInUse> {
  const row = (await findRow(ctx)) ?? (await makeRow(ctx, configured));
  if (row.in_use === configured || row.coming !== null) return { inUse: row.in_use, coming: row.coming };
  const { in_use, coming } = (await takeAtOnce(ctx, configured)) ?? row;
  return { inUse: in_use, coming };
}

async function findRow({ db }: Pick<Context, "db">): Promise<Row | undefined> {
  const [row] = await queryRows<Row>({ db, query: sql`select in_use, coming from memory_model where id = 1` });
  return row;
}

async function makeRow(ctx: Pick<Context, "db">, configured: string): Promise<Row> {
  await ctx.db.execute(sql`
    insert into memory_model (id, in_use)
    select 1, coalesce((
      select name from embedding_models e
      cross join lateral (select count(*) as n from memory_vectors where model_id = e.id) as kept
      where n > 0 order by n desc, e.id desc limit 1
    ), ${configured})
    on conflict do nothing`);
  const row = await findRow(ctx);
  if (!row) throw new Error("the model in use was not stored");
  return row;
}

async function takeAtOnce({ db }: Pick<Context, "db">, configured: string): Promise<Row | undefined> {
  const [row] = await queryRows<Row>({
    db,
    query: sql`update memory_model set in_use = ${configured}
      where id = 1 and coming is null and not exists (select from memory_vectors) returning in_use, coming`,
  });
  return row;
}
