import type { Env } from "@/lib/core/env";
import { globalState } from "@/lib/core/global-state";
import { builtin } from "./builtin";
import type { Embedder } from "./embedder";
import { openaiCompatible } from "./openai-compatible";

/** The provider that the configuration names; the one that ships with the repository when it names none. */
export function getEmbedder(env: Env): Embedder {
  if (!env.embeddings) return builtin;
  const embedders = globalState("embedders", () => new WeakMap<Env, Embedder>());
  const embedder = embedders.get(env) ?? openaiCompatible(env.embeddings);
  embedders.set(env, embedder);
  return embedder;
}
