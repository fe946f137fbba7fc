/** The words of a line, set apart by commas or blanks. */
export function splitWords(text: string): string[] {
  return text.split(/[\s,]+/).filter(Boolean);
}

/** A number as typed; what is none goes as it is, to be refused by name. */
export function numberOf(text: string): number | string {
  return text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
}
