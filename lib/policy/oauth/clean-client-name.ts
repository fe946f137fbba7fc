const charsMax = 80;

/** A program's own name for itself as one line of text in which nothing is hidden or reordered; empty when nothing is left. */
export function cleanClientName(name: string): string {
  const visible = name.normalize("NFKC").replace(/[\p{C}\p{Zl}\p{Zp}\p{DI}\u2800]/gu, " ");
  return [...visible.replace(/\s+/g, " ").trim()].slice(0, charsMax).join("").trim();
}
