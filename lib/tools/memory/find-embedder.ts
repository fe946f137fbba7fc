import { sql } from "drizzle-orm";
import { globalState } from "@/lib/core/global-state";
import { withTimeout } from "@/lib/core/with-timeout";
import { type Db, queryRows } from "@/lib/db/database";
import type { Embedder } from "@/lib/engines/embeddings/embedder";
import type { Context } from "@/lib/records/context";

/** What is known of a provider that is not the configured one: that it is the one wanted, or is left alone for now. */
type Known = { embedder: Embedder; isSure: boolean; restsUntilMs: number };

const restMs = 60_000;
const probeMsMax = 3_000;
/** The same model gives the same text the same direction, but for rounding. */
const sameMin = 0.99;

/**
 * Who embeds with a model: the configured provider, the one that ships with the repository, the previous one, or the
 * configured one asked for the other model, if what it says to a stored text is what is stored. Null when nobody does now.
 */
export async function findEmbedder(ctx: Context, { model }: { model: string }): Promise<Embedder | null> {
  const { getEmbedder } = await import("@/lib/engines/embeddings/get-embedder");
  const configured = getEmbedder(ctx.env);
  if (configured.model === model) return configured;
  const builtin = getEmbedder({ ...ctx.env, embeddings: null });
  if (builtin.model === model) return builtin;
  const known = await knowOther(ctx, model);
  if (known === null || known.restsUntilMs > ctx.clock.now().getTime()) return null;
  known.isSure ||= await isSame(ctx, known.embedder);
  if (!known.isSure) rest(ctx, known);
  return known.isSure ? known.embedder : null;
}

/** Leaves a provider that failed alone for a minute, unless it is the configured one: others do without it meanwhile. */
export function restEmbedder(ctx: Context, embedder: Embedder): void {
  for (const known of knownEmbedders(ctx.db).values()) if (known.embedder === embedder) rest(ctx, known);
}

function rest(ctx: Context, known: Known): void {
  known.restsUntilMs = ctx.clock.now().getTime() + restMs;
}

function knownEmbedders(db: Db): Map<string, Known> {
  const all = globalState("other-embedders", () => new WeakMap<Db, Map<string, Known>>());
  const known = all.get(db) ?? new Map<string, Known>();
  all.set(db, known);
  return known;
}

async function knowOther(ctx: Context, model: string): Promise<Known | null> {
  // No provider has what once shipped with the repository.
  if (model.startsWith("builtin-")) return null;
  const { embeddings, previousEmbeddings } = ctx.env;
  const isPrevious = previousEmbeddings?.model === model;
  const settings = isPrevious ? previousEmbeddings : embeddings && { ...embeddings, model };
  if (settings === null) return null;
  const all = knownEmbedders(ctx.db);
  const key = `${settings.url} ${model}`;
  const { openaiCompatible } = await import("@/lib/engines/embeddings/openai-compatible");
  // The previous one is taken at the operator's word.
  const embedder = openaiCompatible({ ...settings, target: "embeddings before" });
  const known = all.get(key) ?? { embedder, isSure: isPrevious, restsUntilMs: 0 };
  all.set(key, known);
  return known;
}

/** Some servers have one model and give its vectors under any name. */
async function isSame(ctx: Context, embedder: Embedder): Promise<boolean> {
  const [stored] = await queryRows<{ text: string; vector: string }>({
    db: ctx.db,
    query: sql`
      select m.text, v.embedding::text as vector from memory_vectors v join memories m on m.id = v.memory_id
      where v.model_id in (select id from embedding_models where name = ${embedder.model}) limit 1`,
  });
  if (!stored) return false;
  try {
    const limits = { signal: ctx.signal, ms: probeMsMax };
    const [vector] = (await withTimeout(limits, (signal) => embedder.embed([stored.text], { signal }))) ?? [];
    return vector !== undefined && cosine(vector, JSON.parse(stored.vector) as number[]) >= sameMin;
  } catch (error) {
    ctx.log.warn({ err: error, model: embedder.model }, "the model in use cannot be had from the configured provider");
    return false;
  }
}

function cosine(left: ArrayLike<number>, right: ArrayLike<number>): number {
  if (left.length !== right.length) return 0;
  let [product, leftSquare, rightSquare] = [0, 0, 0];
  for (let i = 0; i < left.length; i++) {
    const [a = 0, b = 0] = [left[i], right[i]];
    product += a * b;
    leftSquare += a * a;
    rightSquare += b * b;
  }
  return product / Math.sqrt(leftSquare * rightSquare || 1);
}
