/** The receiver that a callback's URL names, as breakers know it. */
export function receiverOf(url: string): string {
  return new URL(url).host;
}
