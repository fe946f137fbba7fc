import { z } from "zod";
import { withSpan } from "@/lib/core/tracing";
import { withTimeout } from "@/lib/core/with-timeout";
import { runThroughBreaker } from "@/lib/engines/breakers";
import { cutToTokens } from "./cut-to-tokens";
import type { Embedder } from "./embedder";

type Settings = {
  url: string;
  model: string;
  apiKey: string | null;
  /** Its breaker; one that is down must not have another left alone. */
  target?: string;
};

const EmbeddingsAnswer = z.object({
  data: z.array(z.object({ index: z.number().int(), embedding: z.array(z.number()).min(1).max(16_000) })),
});

const requestMsMax = 30_000;
/** A little below the 8,191 that OpenAI's models take, since the count is an estimate. */
const tokensMax = 7_500;
/** What a provider answers when the fault is in a text. Others of 400 to 499 speak of the key, the address, the rate. */
const refusals = [400, 413, 422];
const span = { name: "embeddings", kind: "client" } as const;
const breakerRules = { failuresMax: 3, restMs: 10_000 };

/**
 * Any provider with OpenAI's `/embeddings` endpoint. After three failures in a row it is left alone for ten seconds,
 * so that writes do not each wait for a provider that is down.
 */
export function openaiCompatible(settings: Settings): Embedder {
  return {
    model: settings.model,
    // Trained models differ in scale; ranking alone decides.
    similarityMin: -1,
    wordsWorth: null,
    // A refusal passes as the answer that it is: whoever refuses one text is well.
    embed: (texts, { signal }) =>
      runThroughBreaker(
        {
          target: settings.target ?? "embeddings",
          rules: breakerRules,
          isTargetsFault: () => !signal.aborted,
          detail: "The embeddings provider could not be used.",
          hint: "Operators: check EMBEDDINGS_URL, EMBEDDINGS_MODEL and EMBEDDINGS_API_KEY; the log has the reason.",
        },
        () =>
          withSpan(span, () =>
            withTimeout({ signal, ms: requestMsMax }, (limited) =>
              requestEmbeddings({ settings, texts, signal: limited }),
            ),
          ),
      ),
  };
}

async function requestEmbeddings({
  settings,
  texts,
  signal,
}: {
  settings: Settings;
  texts: string[];
  signal: AbortSignal;
}): Promise<Float32Array[] | null> {
  const response = await fetch(endpointOf(settings.url), {
    method: "POST",
    redirect: "error",
    headers: {
      "content-type": "application/json",
      ...(settings.apiKey && { authorization: `Bearer ${settings.apiKey}` }),
    },
    body: JSON.stringify({ model: settings.model, input: texts.map((text) => cutToTokens(text, tokensMax)) }),
    signal,
  });
  if (!response.ok) {
    await response.body?.cancel();
    if (refusals.includes(response.status)) return null;
    throw new Error(`the embeddings provider answered ${response.status}`);
  }
  const { data } = EmbeddingsAnswer.parse(await response.json());
  const vectors = data.sort((left, right) => left.index - right.index).map((item) => Float32Array.from(item.embedding));
  const dimensions = vectors[0]?.length;
  if (vectors.length !== texts.length || vectors.some((vector) => vector.length !== dimensions)) {
    throw new Error("the embeddings provider answered with another number of vectors or of dimensions than it should");
  }
  if (!vectors.every(hasDirection))
    throw new Error("the embeddings provider answered with a vector without a direction");
  return vectors;
}

/** Neither all zeros nor beyond what pgvector, which sums in single precision, can compare. */
function hasDirection(vector: Float32Array): boolean {
  const square = Math.fround(vector.reduce((sum, value) => sum + value * value, 0));
  return square > 0 && Number.isFinite(square);
}

function endpointOf(url: string): string {
  const base = url.replace(/\/+$/, "");
  return base.endsWith("/embeddings") ? base : `${base}/embeddings`;
}
