export type RankQuality = { recall: number; ndcg: number };

/** Recall and nDCG (Järvelin and Kekäläinen, 2002; gain 2^grade - 1) of one answer of at most ten. */
export function rankQuality({ found, grades }: { found: string[]; grades: Map<string, number> }): RankQuality {
  const ideal = [...grades.values()].sort((left, right) => right - left).slice(0, 10);
  return {
    recall: found.filter((id) => grades.has(id)).length / grades.size,
    ndcg: gainOf(found.map((id) => grades.get(id) ?? 0)) / gainOf(ideal),
  };
}

function gainOf(grades: number[]): number {
  return grades.reduce((sum, grade, at) => sum + (2 ** grade - 1) / Math.log2(at + 2), 0);
}

export function meanOf(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Spearman's rank correlation: that of Pearson between ranks, equal values sharing theirs. */
export function rankCorrelation(left: number[], right: number[]): number {
  const [a, b] = [ranksOf(left), ranksOf(right)];
  const [middleA, middleB] = [meanOf(a), meanOf(b)];
  const product = (one: number[], other: number[], middles: [number, number]) =>
    one.reduce((sum, value, at) => sum + (value - middles[0]) * ((other[at] ?? 0) - middles[1]), 0);
  return (
    product(a, b, [middleA, middleB]) / Math.sqrt(product(a, a, [middleA, middleA]) * product(b, b, [middleB, middleB]))
  );
}

function ranksOf(values: number[]): number[] {
  const sorted = [...values].sort((left, right) => left - right);
  const places = new Map<number, number[]>();
  for (const [at, value] of sorted.entries()) places.set(value, [...(places.get(value) ?? []), at]);
  const ranks = new Map([...places].map(([value, own]) => [value, meanOf(own)]));
  return values.map((value) => ranks.get(value) ?? 0);
}
