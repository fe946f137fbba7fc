/** Values that a label may have: those that come first, up to a number; whatever comes after them is `other`. */
export type LabelSet = (value: string) => string;

export function createLabelSet(max: number): LabelSet {
  const admitted = new Set<string>();
  return (value) => {
    if (admitted.has(value)) return value;
    if (admitted.size >= max) return "other";
    admitted.add(value);
    return value;
  };
}
