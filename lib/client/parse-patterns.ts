import { intentCharsMax, intentPattern } from "@/lib/contracts/intent-names";

/** The intent patterns in a line of text, set apart by commas or blanks; null when one of them is none, or there is none. */
export function parsePatterns(text: string): string[] | null {
  const patterns = text.split(/[\s,]+/).filter(Boolean);
  const isOne = (text: string) => text.length <= intentCharsMax && intentPattern.test(text);
  return patterns.length > 0 && patterns.every(isOne) ? patterns : null;
}
