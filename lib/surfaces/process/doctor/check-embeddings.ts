import { within } from "@/lib/dispatch/within";
import { getEmbedder } from "@/lib/engines/embeddings/get-embedder";
import { readVectorFacts } from "@/lib/records/memory/vector-facts";
import type { Check } from "./check";
import { failed, ok, warning } from "./findings";
import { networkReason } from "./network-reason";

/** pgvector's bound for an index on a vector. */
const indexedDimensionsMax = 2_000;
const factsMsMax = 2_000;
const restore = "Put the folder models back as it is in the repository. Until then memories are found by their words.";
const fix =
  "Check EMBEDDINGS_URL, EMBEDDINGS_MODEL and EMBEDDINGS_API_KEY. Until then memories are found by their words.";

/** Whether texts get vectors: an endpoint embeds a word, and gives as many dimensions as are kept of its model. */
export const checkEmbeddings: Check = {
  name: "embeddings",
  look: async ({ env, open }, signal) => {
    const embedder = getEmbedder(env);
    const vectors = await embedder.embed(["word"], { signal }).catch((error: unknown) => ({ error }));
    if (vectors !== null && "error" in vectors) {
      if (env.embeddings === null) return failed("The file of the built-in model cannot be read.", restore);
      const reason = signal.aborted ? "does not answer in time" : networkReason(vectors.error);
      return failed(`The provider of '${embedder.model}' ${reason}.`, fix);
    }
    if (vectors === null) return failed(`The provider refuses to embed a word with '${embedder.model}'.`, fix);
    const dimensions = vectors[0]?.length ?? 0;
    // What the provider says counts without the database too.
    const facts = async () => readVectorFacts(open().ctx, { model: embedder.model });
    const kept = (await within(facts(), factsMsMax).catch(() => null)) ?? { waiting: 0, dimensions: [] };
    const waiting = kept.waiting === 0 ? "" : ` ${kept.waiting} memories wait for a vector.`;
    if (env.embeddings === null) {
      return ok(`Built in (${embedder.model}): finds English texts of a close meaning.${waiting}`);
    }
    const told = `'${embedder.model}' embeds, with ${dimensions} dimensions.${waiting}`;
    if (kept.dimensions.some((other) => other !== dimensions)) {
      const detail = `${told} Vectors of ${kept.dimensions.join(" and ")} dimensions are kept of it, which are not searched.`;
      return warning(
        detail,
        "Give a model that changed another EMBEDDINGS_MODEL: its memories are then embedded again.",
      );
    }
    if (dimensions > indexedDimensionsMax) {
      const detail = `${told} Over ${indexedDimensionsMax} dimensions there is no index, so that searches grow slow.`;
      return warning(detail, "Choose a smaller model.");
    }
    return ok(told);
  },
};
