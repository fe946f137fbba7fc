import { sql } from "drizzle-orm";
import { systemClock } from "@/lib/core/clock";
import { parseEnv } from "@/lib/core/env";
import { createLog } from "@/lib/core/log";
import { embeddedQueue } from "@/lib/core/queue";
import type { Db } from "@/lib/db/database";
import { allowLongStatements } from "@/lib/db/long-statements";
import { getEmbedder } from "@/lib/engines/embeddings/get-embedder";
import type { Context } from "@/lib/records/context";
import { ensureModel, type Model } from "@/lib/records/memory/ensure-model";
import { vectorText } from "@/lib/records/memory/vector-text";
import { topicText } from "./topic-text";

/** What was stored, kept beside the database too, so that an exact search can be done without it. */
export type Corpus = {
  modelName: string;
  model: Model;
  items: { id: string; namespace: string; tags: string[]; vector: Float32Array }[];
};

const batchSize = 500;
/** A namespace of one in a hundred, and others' bulk around it. */
const smallOneIn = 100;

export function benchContext(db: Db): Context {
  return {
    db,
    env: parseEnv({}),
    clock: systemClock,
    log: createLog({ file: null, level: "silent" }),
    queue: embeddedQueue,
    actor: {
      kind: "local",
      id: "local",
      name: "local",
      intents: ["*"],
      namespace: "default",
      rights: [],
      ownerId: null,
    },
    requestId: "bench",
    signal: new AbortController().signal,
    secretKey: "the secret key of this benchmark only",
  };
}

/** Stores `count` notes by subjects, most of them in one namespace, then builds the index and the statistics. */
export async function fillCorpus(ctx: Context, { count }: { count: number }): Promise<Corpus> {
  const embedder = getEmbedder(ctx.env);
  const [probe] = (await embedder.embed(["word"], { signal: ctx.signal })) ?? [];
  const dimensions = probe?.length ?? 0;
  const model = await ensureModel(ctx, { name: embedder.model, dimensions });
  // Built at once when all is there: 100,000 inserts into it one by one would take half an hour on PGlite.
  await ctx.db.execute(sql.raw(`drop index vectors_of_model_${model.id}`));
  const items: Corpus["items"] = [];
  for (let from = 0; from < count; from += batchSize) {
    const batch = Array.from({ length: Math.min(batchSize, count - from) }, (_, i) => noteOf(from + i));
    const vectors =
      (await embedder.embed(
        batch.map(({ text }) => text),
        { signal: ctx.signal },
      )) ?? [];
    const rows = batch.map((note, i) => ({ ...note, vector: vectors[i] ?? new Float32Array(dimensions) }));
    await insert(ctx, { model, rows });
    items.push(...rows.map(({ id, namespace, tags, vector }) => ({ id, namespace, tags, vector })));
  }
  await allowLongStatements(() =>
    ctx.db.transaction(async (tx) => {
      await tx.execute(sql`set local maintenance_work_mem = '600MB'`);
      await tx.execute(
        sql.raw(`create index vectors_of_model_${model.id} on memory_vectors
          using hnsw ((embedding::vector(${dimensions})) vector_cosine_ops) where model_id = ${model.id}`),
      );
    }),
  );
  await ctx.db.execute(sql`analyze memories`);
  await ctx.db.execute(sql`analyze memory_vectors`);
  return { modelName: embedder.model, model, items };
}

type Note = { id: string; namespace: string; text: string; tags: string[] };

function noteOf(n: number): Note {
  const { text, subject } = topicText(n);
  const tags = [`topic-${subject % 40}`, `team-${n % 20}`];
  if (n % 1_000 === 1) tags.push("rare");
  return {
    id: `mem_${String(n).padStart(26, "0")}`,
    namespace: n % smallOneIn === 0 ? "small" : "default",
    text: `${text} (${n})`,
    tags,
  };
}

async function insert(
  ctx: Context,
  { model, rows }: { model: Model; rows: (Note & { vector: Float32Array })[] },
): Promise<void> {
  const given = JSON.stringify(rows.map((row) => ({ ...row, vector: vectorText(row.vector) })));
  await ctx.db.execute(sql`
    with given as materialized (
      select * from json_to_recordset(${given}::json) as g(id text, namespace text, text text, tags json, vector text)
    ), stored as (
      insert into memories (id, namespace, text, text_hash, tags, metadata, needs_embedding, created_at, updated_at)
      select id, namespace, text, id, array(select json_array_elements_text(tags)), '{}', false, now(), now() from given
      returning id
    )
    insert into memory_vectors (model_id, memory_id, namespace, embedding)
    select ${model.id}::smallint, g.id, g.namespace, g.vector::vector from given g join stored using (id)`);
}
