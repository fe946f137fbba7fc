import { type SQL, sql } from "drizzle-orm";
import type { JsonObject } from "@/lib/contracts/json";
import { AppError } from "@/lib/core/app-error";
import { sha256Hex } from "@/lib/core/crypto";
import { createId } from "@/lib/core/ids";
import { queryRows } from "@/lib/db/database";
import { metadataBytesMax, tagsMax } from "@/lib/policy/memory-bounds";
import type { Context } from "@/lib/records/context";
import type { Model } from "./ensure-model";
import { textArray } from "./text-array";
import { vectorText } from "./vector-text";

type WriteMemoryInput = {
  text: string;
  tags: string[];
  metadata: JsonObject;
  /** Its vectors, one a model; it waits for those of the models in use that are not among them. */
  embeddings: { model: Model; vector: Float32Array }[];
};

/**
 * Stores a text in the actor's namespace, with its vector, in one statement. The very same text is there once: a second
 * write adds its tags and metadata to the first. Throws `invalid_inputs`, and adds nothing, when it would hold too many.
 */
export async function writeMemory(ctx: Context, input: WriteMemoryInput): Promise<{ id: string; isNew: boolean }> {
  const now = ctx.clock.now();
  const [row] = await queryRows<{ id: string; is_new: boolean; tags_fit: boolean; metadata_fits: boolean }>({
    db: ctx.db,
    query: sql`
      with given as (select ${textArray(input.tags)} as tags, ${JSON.stringify(input.metadata)}::jsonb as metadata),
      ${vectorsOf(input.embeddings)},
      stored as (
        insert into memories as held
          (id, namespace, text, text_hash, tags, metadata, needs_embedding, created_at, updated_at)
        select ${createId("memory", now.getTime())}, ${ctx.actor.namespace}, ${input.text}, ${sha256Hex(input.text)},
          tags, metadata, (select is_lacking from lacking), ${now.toISOString()}::timestamptz,
          ${now.toISOString()}::timestamptz from given
        on conflict (namespace, text_hash) do update set
          tags = case when ${bothFit} then ${mergedTags} else held.tags end,
          metadata = case when ${bothFit} then ${mergedMetadata} else held.metadata end,
          updated_at = case when ${bothFit} then excluded.updated_at else held.updated_at end,
          needs_embedding = held.needs_embedding and excluded.needs_embedding
        returning id, namespace, (xmax = 0) as is_new, ${tagsFit} as tags_fit, ${metadataFits} as metadata_fits
      ), embedded as (
        insert into memory_vectors (model_id, memory_id, namespace, embedding)
        select vectors.model_id, stored.id, stored.namespace, vectors.vector::vector from stored, vectors
        on conflict do nothing
      )
      select id, is_new, tags_fit, metadata_fits from stored`,
  });
  if (!row) throw new Error("the insert returned no row");
  if (!row.tags_fit || !row.metadata_fits) throw tooMuch(row);
  return { id: row.id, isNew: row.is_new };
}

const givenTags = sql`(select tags from given)`;
const givenMetadata = sql`(select metadata from given)`;
const mergedTags = sql`(select coalesce(array_agg(distinct tag), '{}') from unnest(held.tags || ${givenTags}) as tag)`;
const mergedMetadata = sql`(held.metadata || ${givenMetadata})`;
// What is there already fits, so that both also hold of the row that was made by merging, whatever jsonb made of numbers.
const tagsFit = sql`(held.tags @> ${givenTags} or cardinality(${mergedTags}) <= ${tagsMax}::int)`;
const metadataFits = sql`(${mergedMetadata} = held.metadata
  or octet_length(${compact(mergedMetadata)}) <= ${metadataBytesMax}::int)`;
const bothFit = sql`(${tagsFit} and ${metadataFits})`;

/** JSON as `JSON.stringify` writes it: jsonb's text without the spaces that stand in no string. */
function compact(value: SQL): SQL {
  return sql`regexp_replace(${value}::text, ${String.raw`("(?:[^"\\]|\\.)*")| `}, ${String.raw`\1`}, 'g')`;
}

function tooMuch({ id, ...fits }: { id: string; tags_fit: boolean; metadata_fits: boolean }): AppError {
  const errors = [
    ...(fits.tags_fit ? [] : [{ path: "inputs.tags", message: `would make more than ${tagsMax} with those it has` }]),
    ...(fits.metadata_fits
      ? []
      : [{ path: "inputs.metadata", message: "would make more than 16 KB with what it has" }]),
  ];
  return new AppError({
    code: "invalid_inputs",
    detail: `This text is stored already, as '${id}': ${errors[0]?.path} ${errors[0]?.message}.`,
    hint: "memory.get shows what it has. To replace that, delete the memory and write it again.",
    errors,
  });
}

/**
 * The vectors of the models in use and to be, and whether one of those has none. The lock keeps a switch of models from
 * coming between the look at them and the insert.
 */
function vectorsOf(embeddings: WriteMemoryInput["embeddings"]): SQL {
  const rows = JSON.stringify(
    embeddings.map(({ model, vector }) => ({ model_id: model.id, name: model.name, vector: vectorText(vector) })),
  );
  return sql`
      models as materialized (select in_use, coming from memory_model where id = 1 for share),
      vectors as materialized (
        select model_id, vector from json_to_recordset(${rows}::json) as g(model_id smallint, name text, vector text)
        join models on g.name in (in_use, coming)
      ),
      lacking as (
        select coalesce((select count(*) from vectors) < (select 1 + (coming is not null)::int from models), true)
          as is_lacking
      )`;
}
