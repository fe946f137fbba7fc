type InParallelInput<Item> = { items: readonly Item[]; max: number };

/** Does the same work for every item, so many at a time, and answers in the order of the items. */
export async function inParallel<Item, Value>(
  { items, max }: InParallelInput<Item>,
  work: (item: Item) => Promise<Value>,
): Promise<Value[]> {
  const values: Value[] = [];
  const left = items.entries();
  const lane = async () => {
    for (const [at, item] of left) values[at] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(max, items.length) }, lane));
  return values;
}
