const asciiTokens = 1 / 3;

/**
 * The beginning of a text that a model surely takes, well-formed. Tokens are estimated from above for most texts: one
 * for each UTF-16 unit beyond ASCII, as in Chinese, and one for three of ASCII, as in digits; prose has fewer.
 */
export function cutToTokens(text: string, tokensMax: number): string {
  let tokens = 0;
  let length = 0;
  while (length < text.length) {
    tokens += text.charCodeAt(length) < 128 ? asciiTokens : 1;
    if (tokens > tokensMax) break;
    length++;
  }
  return text.slice(0, length).toWellFormed();
}
