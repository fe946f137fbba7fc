import { IntentPattern } from "@/lib/contracts/intent";

/** The intent patterns in a line of text, set apart by commas or blanks; null when one of them is none, or there is none. */
export function parsePatterns(text: string): string[] | null {
  const patterns = text.split(/[\s,]+/).filter(Boolean);
  return patterns.length > 0 && patterns.every((pattern) => IntentPattern.safeParse(pattern).success) ? patterns : null;
}
