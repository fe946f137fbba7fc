import { type SQL, sql } from "drizzle-orm";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";
import { isHeld } from "./reembed-batch";
import { type HeldReembedding, leaseEnd } from "./take-reembedding";

const lockMsMax = 2_000;

/** The ids of the models that are neither in use nor to be. */
const oldIds: SQL = sql`select e.id from embedding_models e, memory_model m
  where m.id = 1 and e.name <> m.in_use and e.name is distinct from m.coming`;

/** Removes the indexes of old models, so that what they hold can be deleted at little cost. */
export async function dropOldIndexes(ctx: Pick<Context, "db">): Promise<void> {
  const old = await queryRows<{ id: number | string }>({ db: ctx.db, query: oldIds });
  for (const { id } of old) {
    await ctx.db.transaction(async (tx) => {
      // Searches must not queue up behind this for long; it is tried again later.
      await tx.execute(sql.raw(`set local lock_timeout = ${lockMsMax}`));
      await tx.execute(sql.raw(`drop index if exists vectors_of_model_${Number(id)}`));
    });
  }
}

/** Deletes some of the vectors of old models; how many. */
export async function deleteOldVectors(
  ctx: Pick<Context, "db">,
  { held, limit }: { held: HeldReembedding; limit: number },
): Promise<number> {
  const [row] = await queryRows<{ count: string | number }>({
    db: ctx.db,
    query: sql`
      with held as (
        update reembeddings set lease_until = ${leaseEnd}, progressed_at = now() where ${isHeld(held)} returning id
      ), old as (
        select model_id, memory_id from memory_vectors
        where model_id in (${oldIds}) and exists (select from held) limit ${limit}::int
      ), gone as (
        delete from memory_vectors v using old
        where v.model_id = old.model_id and v.memory_id = old.memory_id returning 1
      )
      select count(*) as count from gone`,
  });
  return Number(row?.count ?? 0);
}

/** The change is over: nothing is left of the old model. */
export async function endReembedding(ctx: Pick<Context, "db">, { held }: { held: HeldReembedding }): Promise<void> {
  await ctx.db.execute(
    sql`update reembeddings set state = 'ended', held_by = null, ended_at = now() where ${isHeld(held)}`,
  );
}
