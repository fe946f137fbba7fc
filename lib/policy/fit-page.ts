/** What the items of one page may take, so that the answer that holds them is never cut. */
const pageCharsMax = 80_000;

/** The first items whose JSON has 80,000 characters at most; the first one in any case, or paging would stand still. */
export function fitPage<Item>(items: readonly Item[]): Item[] {
  let chars = 0;
  const tooMany = items.findIndex((item, i) => {
    chars += JSON.stringify(item).length + 1;
    return i > 0 && chars > pageCharsMax;
  });
  return tooMany === -1 ? [...items] : items.slice(0, tooMany);
}
