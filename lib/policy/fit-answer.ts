export const answerCharsMax = 100_000;

/** What the rest of an answer may take beside its cut values. */
const reserveChars = 5_000;

/**
 * The JSON of an answer, cut where it would exceed 100,000 characters (a caller such as ChatGPT sees no more): long
 * values of the named members are shortened, and `truncated: true` says so, with a note of where the whole is. What is cut keeps its shape: texts and
 * lists get shorter, while the short members beside them, such as a `next_cursor`, stay whole.
 */
export function fitAnswer(answer: Record<string, unknown>, members: readonly string[]): string {
  const whole = JSON.stringify(answer);
  return whole.length <= answerCharsMax ? whole : JSON.stringify(cutAnswer(answer, members));
}

/** The same as an object: the answer itself when it fits. */
export function fitObject(answer: Record<string, unknown>, members: readonly string[]): Record<string, unknown> {
  return costOf(answer) <= answerCharsMax ? answer : cutAnswer(answer, members);
}

function cutAnswer(answer: Record<string, unknown>, members: readonly string[]): Record<string, unknown> {
  const named = Object.fromEntries(Object.entries(answer).filter(([name]) => members.includes(name)));
  const cut = shortenMembers(named, answerCharsMax - reserveChars);
  return { ...answer, ...cut, truncated: true, ...noteOf(answer) };
}

/** Only a success has room for a note, and one that it has already stays. */
function noteOf({ status, note, job_id }: Record<string, unknown>): { note?: string } {
  if (status !== "success" || note !== undefined || typeof job_id !== "string") return {};
  return { note: `This was cut; GET /jobs/${job_id}?full=true gives the whole.` };
}

/** A value whose JSON has at most `chars` characters; undefined when nothing of it can be kept. */
function shorten(value: unknown, chars: number): unknown {
  if (costOf(value) <= chars) return value;
  if (chars < 2) return undefined;
  if (typeof value === "string") return shortenText(value, chars);
  if (Array.isArray(value)) return shortenList(value, chars);
  if (value !== null && typeof value === "object") return shortenMembers(value, chars);
  return undefined;
}

/** The first items, whole; of a first item that is too long by itself, its beginning. */
function shortenList(items: readonly unknown[], chars: number): unknown[] {
  const kept: unknown[] = [];
  let left = chars - 2;
  for (const item of items) {
    left -= costOf(item) + 1;
    if (left < 0) break;
    kept.push(item);
  }
  if (kept.length > 0) return kept;
  const beginning = shorten(items[0], chars - 2);
  return beginning === undefined ? [] : [beginning];
}

/** Shares the room out, shortest member first, so that what a short one does not need goes to the longer ones. */
function shortenMembers(value: object, chars: number): Record<string, unknown> {
  const costs = Object.entries(value).map(([key, member]) => ({ key, member, cost: costOf(member) }));
  const shares = new Map<string, unknown>();
  let left = chars - 2;
  for (const [i, { key, member }] of costs.toSorted((a, b) => a.cost - b.cost).entries()) {
    const nameCost = costOf(key) + 2;
    const kept = shorten(member, Math.floor(left / (costs.length - i)) - nameCost);
    if (kept === undefined) continue;
    shares.set(key, kept);
    left -= nameCost + costOf(kept);
  }
  return Object.fromEntries(costs.filter(({ key }) => shares.has(key)).map(({ key }) => [key, shares.get(key)]));
}

/** The beginning of a text, cut between characters. How long it may be shows only once it is escaped. */
function shortenText(text: string, chars: number): string {
  let kept = text;
  for (let cost = costOf(kept); cost > chars; cost = costOf(kept)) {
    kept = kept.slice(0, Math.min(kept.length - 1, Math.floor((kept.length * chars) / cost)));
    if (!kept.isWellFormed()) kept = kept.slice(0, -1);
  }
  return kept;
}

function costOf(value: unknown): number {
  return JSON.stringify(value)?.length ?? 0;
}
