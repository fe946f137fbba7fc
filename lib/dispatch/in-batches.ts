const batchMax = 500;
/** How long one round may take; what is left waits for the next. */
const roundMsMax = 250;

/**
 * Does a long work in small batches, so that everyone else's statements run between two, until one is not full or
 * the round's time is over. `work` is given the size of a batch and answers how many it did.
 */
export async function inBatches(
  work: (limit: number) => Promise<number>,
  deadlineMs = performance.now() + roundMsMax,
): Promise<void> {
  while ((await work(batchMax)) >= batchMax && performance.now() < deadlineMs);
}
