import { sql } from "drizzle-orm";
import { globalState } from "@/lib/core/global-state";
import { type Db, queryRows } from "@/lib/db/database";
import { allowLongStatements } from "@/lib/db/long-statements";
import type { Context } from "@/lib/records/context";

/** An embedding model whose vectors are kept: `id` marks its rows. */
export type Model = { id: number; name: string; dimensions: number };

/** pgvector's bound for an HNSW index on `vector`; a larger model is searched without one. */
const indexedDimensionsMax = 2000;
const modelLock = 7_021_978;

/**
 * The row of a model, made at first use with its own partial HNSW index: one column holds vectors of every length, and
 * each model's part of it is indexed for itself.
 */
export async function ensureModel(
  ctx: Context,
  { name, dimensions }: { name: string; dimensions: number },
): Promise<Model> {
  const known = knownModels(ctx.db);
  const key = `${dimensions} ${name}`;
  const model = known.get(key) ?? (await allowLongStatements(() => makeModel(ctx, { name, dimensions })));
  known.set(key, model);
  return model;
}

/** Makes the indexes of a model that may have been dropped when another took its place. */
export async function ensureModelIndexes(ctx: Context, { name }: { name: string }): Promise<void> {
  const rows = await queryRows<{ dimensions: number }>({
    db: ctx.db,
    query: sql`select dimensions from embedding_models where name = ${name}`,
  });
  for (const { dimensions } of rows) await allowLongStatements(() => makeModel(ctx, { name, dimensions }));
}

/** Models by name and dimensions, remembered per database: rows are never removed. */
function knownModels(db: Db): Map<string, Model> {
  const all = globalState("embedding-models", () => new WeakMap<Db, Map<string, Model>>());
  const known = all.get(db) ?? new Map<string, Model>();
  all.set(db, known);
  return known;
}

async function makeModel(ctx: Context, { name, dimensions }: { name: string; dimensions: number }): Promise<Model> {
  return ctx.db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${modelLock})`);
    await tx.execute(sql`
      insert into embedding_models (name, dimensions) select ${name}, ${dimensions}::int
      where not exists (select from embedding_models where name = ${name} and dimensions = ${dimensions}::int)`);
    const [row] = await queryRows<{ id: number }>({
      db: tx,
      query: sql`select id from embedding_models where name = ${name} and dimensions = ${dimensions}::int`,
    });
    if (!row) throw new Error("the embedding model was not stored");
    const id = Number(row.id);
    if (dimensions <= indexedDimensionsMax) {
      // Numbers of our own making, written out: an index takes no parameters.
      await tx.execute(
        sql.raw(`create index if not exists vectors_of_model_${id} on memory_vectors
          using hnsw ((embedding::vector(${dimensions})) vector_cosine_ops) where model_id = ${id}`),
      );
    }
    return { id, name, dimensions };
  });
}
