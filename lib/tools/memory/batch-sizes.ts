import { globalState } from "@/lib/core/global-state";

type Known = {
  size: number;
  /** What last took too long, and when (performance.now). */
  slow: { size: number; atMs: number } | null;
};

/** How many texts each model's provider is asked for at once, as far as this process knows it. */
export type BatchSizes = {
  of(model: string): number;
  /** After a batch that took too long the next one is half as large. */
  tookTooLong(model: string, size: number): void;
  /** After one that was quick, twice as large; but not what took too long lately. */
  wasQuick(model: string, size: number): void;
};

const sizeMax = 32;
const cautionMs = 10 * 60_000;

/** The process's own, one for all of Next's bundles. */
export function batchSizes(): BatchSizes {
  return globalState("embedding-batches", createBatchSizes);
}

export function createBatchSizes(): BatchSizes {
  const all = new Map<string, Known>();
  const known = (model: string): Known => all.get(model) ?? { size: sizeMax, slow: null };
  return {
    of: (model) => known(model).size,
    tookTooLong: (model, size) =>
      void all.set(model, { size: Math.ceil(size / 2), slow: { size, atMs: performance.now() } }),
    wasQuick: (model, asked) => {
      const { size, slow } = known(model);
      const next = Math.min(size * 2, sizeMax);
      const isSlow = slow !== null && next >= slow.size && performance.now() - slow.atMs < cautionMs;
      if (asked >= size && !isSlow) all.set(model, { size: next, slow });
    },
  };
}
