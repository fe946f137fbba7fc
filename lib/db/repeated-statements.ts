/** How often a statement must come before it is worth a plan of its own on each connection, and how many may have one. */
const seenMin = 3;
const plannedMax = 200;
const countedMax = 2_000;
/**
 * Vectors by distance, and words: by a plan for any values, a namespace of a hundred memories may be searched like one of
 * a hundred thousand, or the other way round.
 */
const isSearch = /<=>|@@/;

/**
 * Says which statements to prepare: those that come again and again, but for searches. postgres.js asks the server about
 * the parameters of an unprepared statement first, which is a second round trip, and the server plans it anew each time.
 * Bounded, because each connection keeps what it has prepared.
 */
export function createRepeatedStatements(): (text: string) => boolean {
  const planned = new Set<string>();
  const counts = new Map<string, number>();
  return (text) => {
    if (planned.has(text)) return true;
    if (planned.size >= plannedMax || isSearch.test(text)) return false;
    const seen = (counts.get(text) ?? 0) + 1;
    if (seen >= seenMin) {
      counts.delete(text);
      planned.add(text);
      return true;
    }
    if (counts.size >= countedMax) counts.clear();
    counts.set(text, seen);
    return false;
  };
}
