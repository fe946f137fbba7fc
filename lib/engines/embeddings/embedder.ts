/** Turns texts into vectors in which a small angle means a close meaning. */
export type Embedder = {
  /** Names what it is, in every answer; vectors of different models are never compared. */
  model: string;
  /** The cosine similarity below which two texts have nothing to do with each other. */
  similarityMin: number;
  /** How much cosine similarity being first by words is worth in a search; null where the model's scale is unknown. */
  wordsWorth: number | null;
  /**
   * One unit vector a text, in order; null when the provider is well but refuses at least one of the texts. Throws
   * `upstream_failed` when it cannot be had.
   */
  embed(texts: string[], options: { signal: AbortSignal }): Promise<Float32Array[] | null>;
};
