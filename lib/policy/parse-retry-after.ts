/** Milliseconds of a Retry-After, which is seconds or a date (RFC 9110, section 10.2.3); 0 when it is neither. */
export function parseRetryAfter({ text, now }: { text: string | null; now: Date }): number {
  if (text === null) return 0;
  if (/^\d{1,9}$/.test(text.trim())) return Number(text) * 1_000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? 0 : Math.max(0, at - now.getTime());
}
