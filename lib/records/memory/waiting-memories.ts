import { sql } from "drizzle-orm";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";
import type { Model } from "./ensure-model";
import { textArray } from "./text-array";
import { vectorText } from "./vector-text";

export type WaitingMemory = { id: string; text: string };

type ListWaitingInput = {
  after: string;
  /** Ids to pass over. */
  except: string[];
  limit: number;
};

/** Some of the memories, of any namespace, that have no vector of the model in use; in order of id, after `after`. */
export async function listWaitingMemories(ctx: Context, { after, except, limit }: ListWaitingInput) {
  return queryRows<WaitingMemory>({
    db: ctx.db,
    query: sql`select id, text from memories
      where needs_embedding and id > ${after} and id <> all(${textArray(except)}::text[]) order by id limit ${limit}::int`,
  });
}

/** The id of any of the first thousand that wait; empty when none does. */
export async function pickWaiting(ctx: Context): Promise<string> {
  const waiting = sql`select id from memories where needs_embedding order by id limit 1000`;
  const [row] = await queryRows<{ id: string }>({
    db: ctx.db,
    query: sql`select id from (${waiting}) as waiting order by random() limit 1`,
  });
  return row?.id ?? "";
}

/** Gives memories their vectors of the model in use, in one statement; one that was deleted meanwhile is passed over. */
export async function storeVectors(
  ctx: Context,
  { model, vectors }: { model: Model; vectors: { id: string; vector: Float32Array }[] },
): Promise<void> {
  const rows = JSON.stringify(vectors.map(({ id, vector }) => ({ id, vector: vectorText(vector) })));
  await ctx.db.execute(sql`
    with given as (
      select m.id, m.namespace, g.vector from json_to_recordset(${rows}::json) as g(id text, vector text)
      join memories m on m.id = g.id for update of m
    ), stored as (
      insert into memory_vectors (model_id, memory_id, namespace, embedding)
      select ${model.id}::smallint, id, namespace, vector::vector from given on conflict do nothing
    )
    update memories set needs_embedding = false where id in (select id from given)
      and exists (select from memory_model where in_use = ${model.name} and coming is null)`);
}

/** Marks every memory without a vector of the model in use. It reads them all: once a process. */
export async function markUnembedded(ctx: Pick<Context, "db">): Promise<void> {
  await ctx.db.execute(sql`
    update memories set needs_embedding = true where not needs_embedding and not exists (
      select from memory_vectors v where v.memory_id = memories.id and v.model_id in (
        select e.id from embedding_models e join memory_model m on m.id = 1 and m.in_use = e.name
      )
    )`);
}
