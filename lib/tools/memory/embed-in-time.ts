import { batchSizes } from "./batch-sizes";
import { type Embedding, type EmbedEachInput, embedEach } from "./embed-each";

/** Twice as much is still well within what a provider is given. */
const quickMs = 10_000;
/** Ours, and those of Node's own fetch. */
const timeouts = new Set(["TimeoutError", "HeadersTimeoutError", "BodyTimeoutError"]);

/**
 * Like `embedEach`, and learns how many texts a slow provider manages in time, so that the next sweep gets further.
 * Throws what `embedEach` throws.
 */
export async function embedInTime(input: EmbedEachInput): Promise<Embedding[]> {
  const { model } = input.embedder;
  const size = input.batch.length;
  const startedMs = performance.now();
  try {
    const each = await embedEach(input);
    const isQuick = performance.now() - startedMs < quickMs;
    if (isQuick && each.some(({ vector }) => vector !== null)) batchSizes().wasQuick(model, size);
    return each;
  } catch (error) {
    if (isTimeout(error)) batchSizes().tookTooLong(model, size);
    throw error;
  }
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && (timeouts.has(error.name) || isTimeout(error.cause));
}
