import { sql } from "drizzle-orm";
import type { JsonObject } from "@/lib/contracts/json";
import { sha256Hex } from "@/lib/core/crypto";
import { createId } from "@/lib/core/ids";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";
import type { Model } from "./ensure-model";
import { textArray } from "./text-array";
import { vectorText } from "./vector-text";

type WriteMemoryInput = {
  text: string;
  tags: string[];
  metadata: JsonObject;
  /** Null when the provider could not be had; the memory then waits for its vector. */
  embedding: { model: Model; vector: Float32Array } | null;
};

/**
 * Stores a text in the actor's namespace, with its vector, in one statement. The very same text is there once: a second
 * write adds its tags and metadata to the first.
 */
export async function writeMemory(ctx: Context, input: WriteMemoryInput): Promise<{ id: string; isNew: boolean }> {
  const now = ctx.clock.now();
  const [row] = await queryRows<{ id: string; is_new: boolean }>({
    db: ctx.db,
    query: sql`
      with stored as (
        insert into memories as held
          (id, namespace, text, text_hash, tags, metadata, needs_embedding, created_at, updated_at)
        values (${createId("memory", now.getTime())}, ${ctx.actor.namespace}, ${input.text}, ${sha256Hex(input.text)},
          ${textArray(input.tags)}, ${JSON.stringify(input.metadata)}::jsonb, ${input.embedding === null},
          ${now.toISOString()}::timestamptz, ${now.toISOString()}::timestamptz)
        on conflict (namespace, text_hash) do update set
          tags = (select coalesce(array_agg(distinct tag), '{}') from unnest(held.tags || excluded.tags) as tag),
          metadata = held.metadata || excluded.metadata,
          needs_embedding = held.needs_embedding and excluded.needs_embedding,
          updated_at = excluded.updated_at
        returning id, namespace, (xmax = 0) as is_new
      )${insertVector(input.embedding)}
      select id, is_new from stored`,
  });
  if (!row) throw new Error("the insert returned no row");
  return { id: row.id, isNew: row.is_new };
}

function insertVector(embedding: WriteMemoryInput["embedding"]) {
  if (embedding === null) return sql``;
  return sql`, embedded as (
      insert into memory_vectors (model_id, memory_id, namespace, embedding)
      select ${embedding.model.id}::smallint, id, namespace, ${vectorText(embedding.vector)}::vector from stored
      on conflict do nothing
    )`;
}
