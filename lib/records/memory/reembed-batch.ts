import { type SQL, sql } from "drizzle-orm";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";
import type { Model } from "./ensure-model";
import { type HeldReembedding, leaseEnd } from "./take-reembedding";
import { textArray } from "./text-array";
import { vectorText } from "./vector-text";
import type { WaitingMemory } from "./waiting-memories";

/** How many memories are looked through at once for those without a vector. */
const pageSize = 256;

/** What to embed next, in order of id, and up to where all have vectors once that is done; null at the end. */
export type ReembedBatch = { items: WaitingMemory[]; cursor: string };

/** The next memories without a vector of the new model; `items` may be empty before the end is reached. */
export async function nextBatch(
  ctx: Pick<Context, "db">,
  { held, limit }: { held: HeldReembedding; limit: number },
): Promise<ReembedBatch | null> {
  // Page by page and memory by memory: without statistics a planner would read all vectors for each batch.
  const [row] = await queryRows<{ page_end: string | null; items: WaitingMemory[] | null }>({
    db: ctx.db,
    query: sql`
      with page as materialized (select id from memories where id > ${held.cursor} order by id limit ${pageSize}::int),
      lacking as materialized (
        select page.id from page left join lateral (
          select true as is_there from memory_vectors v
          where v.memory_id = page.id and v.model_id = any(${idsOf(held.to)}) limit 1
        ) as vector on true
        where is_there is null order by page.id limit ${limit}::int
      )
      select (select max(id) from page) as page_end, (
        select json_agg(json_build_object('id', m.id, 'text', m.text) order by m.id)
        from lacking join memories m on m.id = lacking.id
      ) as items`,
  });
  if (!row?.page_end) return null;
  const items = row.items ?? [];
  // A full batch may have left out some of its page.
  return { items, cursor: items.length === limit ? (items.at(-1)?.id ?? row.page_end) : row.page_end };
}

type StoreBatchInput = {
  held: HeldReembedding;
  /** Null when there are no vectors. */
  model: Model | null;
  vectors: { id: string; vector: Float32Array }[];
  /** The ids of those whose texts the provider refuses. */
  refused: string[];
  cursor: string;
  ratePerS: number | null;
};

/**
 * Stores vectors of the new model and how far that is, in one statement; a memory that was deleted meanwhile is passed
 * over, and one that was refused is tried again after the switch. False, and nothing is stored, when it is not held any more.
 */
export async function storeBatch(ctx: Pick<Context, "db">, input: StoreBatchInput): Promise<boolean> {
  const { held, model, vectors, refused, cursor, ratePerS } = input;
  const rows = JSON.stringify(vectors.map(({ id, vector }) => ({ id, vector: vectorText(vector) })));
  const answered = await queryRows({
    db: ctx.db,
    query: sql`
      with held as (
        update reembeddings set cursor = ${cursor}, done = done + ${vectors.length}::int,
          refused = refused + ${refused.length}::int, fault = null, rate_per_s = coalesce(${ratePerS}::real, rate_per_s),
          total = greatest(total, done + refused + ${vectors.length + refused.length}::int),
          lease_until = ${leaseEnd}, progressed_at = now()
        where ${isHeld(held)} returning id
      ), given as (
        select m.id, m.namespace, g.vector from json_to_recordset(${rows}::json) as g(id text, vector text)
        join memories m on m.id = g.id where exists (select from held) for key share of m
      ), stored as (
        insert into memory_vectors (model_id, memory_id, namespace, embedding)
        select ${model?.id ?? 0}::smallint, id, namespace, vector::vector from given on conflict do nothing
      ), unmarked as (
        update memories set needs_embedding = false where needs_embedding and id in (select id from given)
      ), marked as (
        update memories set needs_embedding = true
        where not needs_embedding and id = any(${textArray(refused)}::text[]) and exists (select from held)
      )
      select id from held`,
  });
  return answered.length === 1;
}

/** Sets it back to the beginning: memories were found that a pass has missed. */
export async function restartPass(ctx: Pick<Context, "db">, { held }: { held: HeldReembedding }): Promise<void> {
  await ctx.db.execute(sql`update reembeddings set cursor = '' where ${isHeld(held)}`);
}

/** The ids of a model by name: it has one for each length of its vectors. */
export function idsOf(name: string): SQL {
  return sql`array(select id from embedding_models where name = ${name})`;
}

/** That a process still holds a change that is under way, as a condition. */
export function isHeld({ id, holder, state }: HeldReembedding): SQL {
  return sql`id = ${id} and held_by = ${holder} and state = ${state}`;
}
