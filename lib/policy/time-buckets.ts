/** Durations are counted in buckets that grow by an eighth of a power of two: what is read back is within 4.5 %. */
const bucketsPerDoubling = 8;

/** How many calls a bucket holds. */
export type TimeCount = readonly [bucket: number, count: number];
type Percentiles = { p50_ms: number | null; p95_ms: number | null; p99_ms: number | null };

/** The time that stands for a bucket of time-bucket-sql.ts: the middle of it on the scale that it grows by. */
export function timeOfBucket(bucket: number): number {
  return bucket < 1 ? 0 : Math.round(2 ** ((bucket - 1.5) / bucketsPerDoubling));
}

/** The times that 50, 95 and 99 of 100 did not exceed; null where nothing ran. `counts` are in the order of buckets. */
export function percentilesOf(counts: readonly TimeCount[]): Percentiles {
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  const at = (share: number) => {
    let seen = 0;
    for (const [bucket, count] of counts) {
      seen += count;
      if (seen >= share * total) return timeOfBucket(bucket);
    }
    return null;
  };
  return { p50_ms: at(0.5), p95_ms: at(0.95), p99_ms: at(0.99) };
}
