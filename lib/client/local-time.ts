/** A moment as a datetime-local field holds it, in the reader's time zone; empty for none, and for what is no moment. */
export function toLocalField(iso: string | null): string {
  const date = new Date(iso ?? Number.NaN);
  if (Number.isNaN(date.getTime())) return "";
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** The moment that such a field holds, in ISO 8601; null for an empty one. */
export function fromLocalField(text: string): string | null {
  const date = new Date(text);
  return text === "" || Number.isNaN(date.getTime()) ? null : date.toISOString();
}
