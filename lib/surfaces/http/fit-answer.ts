export const answerCharsMax = 100_000;

/** What the rest of an answer may take beside its cut values. */
const reserveChars = 5_000;

/**
 * The JSON of an answer, cut where it would exceed 100,000 characters (a caller such as ChatGPT sees no more): long
 * values of the named members are shortened, and `truncated: true` says so.
 */
export function fitAnswer(answer: Record<string, unknown>, members: readonly string[]): string {
  const whole = JSON.stringify(answer);
  if (whole.length <= answerCharsMax) return whole;
  const present = members.filter((member) => answer[member] !== undefined && answer[member] !== null);
  const budget = { left: Math.floor((answerCharsMax - reserveChars) / Math.max(1, present.length)) };
  const cut = Object.fromEntries(present.map((member) => [member, shorten(answer[member], { ...budget })]));
  return JSON.stringify({ ...answer, ...cut, truncated: true });
}

/** Keeps the first part of a value: whole members and items in order, the last string cut between characters. */
function shorten(value: unknown, budget: { left: number }): unknown {
  if (typeof value === "string") return shortenText(value, budget);
  if (Array.isArray(value)) {
    const kept: unknown[] = [];
    for (const item of value) {
      if (budget.left <= 0) break;
      budget.left -= 1;
      kept.push(shorten(item, budget));
    }
    return kept;
  }
  if (value !== null && typeof value === "object") {
    const kept: Record<string, unknown> = {};
    for (const [key, member] of Object.entries(value)) {
      budget.left -= JSON.stringify(key).length + 2;
      if (budget.left <= 0) break;
      kept[key] = shorten(member, budget);
    }
    return kept;
  }
  budget.left -= String(value).length;
  return value;
}

function shortenText(text: string, budget: { left: number }): string {
  const cost = JSON.stringify(text).length;
  if (cost <= budget.left) {
    budget.left -= cost;
    return text;
  }
  // An escaped character costs up to six; the share of the text that fits is a safe guess.
  const length = Math.max(0, Math.floor((budget.left / cost) * text.length) - 1);
  budget.left = 0;
  return text
    .slice(0, length)
    .toWellFormed()
    .replace(/\uFFFD$/, "");
}
