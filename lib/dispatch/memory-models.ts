import type { MemoryModels } from "@/lib/contracts/memory-models";
import { getEmbedder } from "@/lib/engines/embeddings/get-embedder";
import { operatorActor } from "@/lib/records/actors";
import type { Context } from "@/lib/records/context";
import { adoptModel } from "@/lib/records/memory/adopt-model";
import { readModels } from "@/lib/records/memory/models-in-use";
import { findLatestReembedding } from "@/lib/records/memory/read-reembedding";
import { forgetFault } from "@/lib/records/memory/take-reembedding";
import { readVectorFacts } from "@/lib/records/memory/vector-facts";
import { embedMemories } from "./embed-memories";

/** By which model memories are found, and how far a change of it is. */
export async function getMemoryModels(ctx: Context): Promise<MemoryModels> {
  const configured = getEmbedder(ctx.env).model;
  const { inUse } = await readModels(ctx, { configured });
  const [change, facts] = await Promise.all([findLatestReembedding(ctx), readVectorFacts(ctx, { model: inUse })]);
  return { in_use: inUse, configured, waiting: facts.waiting, change };
}

/** Begins to change to the configured model where another is in use; a change that stands still may go on. */
export async function beginReembedding(ctx: Context): Promise<MemoryModels> {
  await adoptModel(ctx, { configured: getEmbedder(ctx.env).model });
  await forgetFault(ctx);
  return getMemoryModels(ctx);
}

/** The same, and in the background goes on with that at once, and with what waits for a vector. */
export async function startReembedding(ctx: Context): Promise<MemoryModels> {
  const models = await beginReembedding(ctx);
  void embedMemories({ ...ctx, actor: operatorActor }, { msMax: Number.POSITIVE_INFINITY });
  return models;
}

/** Goes on with it for some seconds; for where no server does. */
export async function reembedForAWhile(ctx: Context): Promise<MemoryModels> {
  await embedMemories(ctx, { msMax: 3_000 });
  return getMemoryModels(ctx);
}
