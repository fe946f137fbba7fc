import type { z } from "zod";
import { EnvError } from "./env-error";
import { optionalText, optionalUrl } from "./env-fields";

/** The variables that say who embeds texts, and who did before. */
export const embeddingsFields = {
  EMBEDDINGS_URL: optionalUrl,
  EMBEDDINGS_MODEL: optionalText,
  EMBEDDINGS_API_KEY: optionalText,
  EMBEDDINGS_PREVIOUS_URL: optionalUrl,
  EMBEDDINGS_PREVIOUS_MODEL: optionalText,
  EMBEDDINGS_PREVIOUS_API_KEY: optionalText,
};

/** An endpoint that is like OpenAI's. */
type Provider = { url: string; model: string; apiKey: string | null };

export type EmbeddingsSettings = {
  embeddings: Provider | null;
  /** Whom memories can still be searched by while a change of model is under way. */
  previousEmbeddings: Provider | null;
};

type Values = z.output<z.ZodObject<typeof embeddingsFields>>;

/** Both providers; null where none is set. Throws an EnvError for one without its model. */
export function readEmbeddings(values: Values): EmbeddingsSettings {
  return {
    embeddings: readProvider(values, "EMBEDDINGS"),
    previousEmbeddings: readProvider(values, "EMBEDDINGS_PREVIOUS"),
  };
}

function readProvider(values: Values, name: "EMBEDDINGS" | "EMBEDDINGS_PREVIOUS"): Provider | null {
  const { [`${name}_URL` as const]: url, [`${name}_MODEL` as const]: model } = values;
  if (!url) return null;
  if (!model) {
    throw new EnvError(`${name}_MODEL: is required with ${name}_URL, because vectors are kept by model.`);
  }
  return { url, model, apiKey: values[`${name}_API_KEY`] ?? null };
}
