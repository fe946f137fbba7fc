/** A vector in pgvector's text form. */
export function vectorText(vector: Float32Array): string {
  return `[${vector.join(",")}]`;
}
