import { join } from "node:path";
import { setImmediate as othersTurn } from "node:timers/promises";
import { AppError } from "@/lib/core/app-error";
import { globalState } from "@/lib/core/global-state";
import type { Embedder } from "./embedder";
import { createTextEmbedder } from "./static/embed-text";
import { readStaticModel } from "./static/read-static-model";

/** After which many long texts let the process do something else, in milliseconds. */
const stretchMsMax = 10;
const file = join(process.cwd(), "models/builtin-minilm-static-v1.bin");

/** The model that ships with the repository, read when a text is first embedded; see models/README.md. */
export const builtin = {
  model: "builtin-minilm-static-v1",
  // Nine in ten pairs of unrelated short texts lie below, nine in ten of a question and its answer above (decision 16).
  similarityMin: 0.25,
  wordsWorth: 0.17,
  embed: async (texts: string[]) => {
    const embedText = globalState("builtin-embedder", openModel);
    const vectors: Float32Array[] = [];
    let sinceMs = performance.now();
    for (const text of texts) {
      if (performance.now() - sinceMs > stretchMsMax) {
        await othersTurn();
        sinceMs = performance.now();
      }
      vectors.push(embedText(text));
    }
    return vectors;
  },
} satisfies Embedder;

function openModel(): (text: string) => Float32Array {
  try {
    return createTextEmbedder(readStaticModel(file));
  } catch (cause) {
    throw new AppError({
      code: "upstream_failed",
      detail: "The file of the built-in embedding model cannot be read.",
      hint: "Operators: put the folder models back as it is in the repository; the log has the reason.",
      cause,
    });
  }
}
