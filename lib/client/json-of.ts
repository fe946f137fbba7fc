/** The JSON that a text is; `empty` for none, and the text itself for what is no JSON, to be refused by name. */
export function jsonOf(text: string, empty: unknown): unknown {
  if (text === "") return empty;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
