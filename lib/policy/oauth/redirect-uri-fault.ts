const charsMax = 2_000;
/** Printable ASCII that no parser reads as something else: no blank, quote, backslash, angle bracket or fragment. */
const plain = /^[!$%&'()*+,\-./0-9:;=?@A-Z[\]_a-z~]+$/;
const https = /^https:\/\/([a-z0-9.-]+|\[[0-9a-f:.]+\])(:\d{1,5})?([/?]|$)/i;
const loopback = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?([/?]|$)/;
/** A name that its owner holds, backwards (RFC 8252, section 7.1). */
const ownScheme = /^[a-z][a-z0-9+-]*(\.[a-z0-9+-]+)+:/;
/** Clients of MCP whose schemes are older than that rule. */
const knownScheme = /^(claude|cursor|goose|vscode|vscode-insiders|windsurf|zed):\/\//;

/**
 * Why an address can receive no authorization code, as the end of a sentence, or null. Allowed are https, http on the
 * user's own machine, and the schemes of native applications. Source: OAuth 2.1, section 2.3; RFC 8252, section 7.
 */
export function redirectUriFault(uri: string): string | null {
  if (uri.length > charsMax) return "is longer than 2,000 characters";
  if (!plain.test(uri) || !URL.canParse(uri)) return "is no plain address without a fragment";
  const { username, password } = new URL(uri);
  if (username !== "" || password !== "") return "holds a user name or a password";
  const isKnown = [https, loopback, ownScheme, knownScheme].some((form) => form.test(uri));
  return isKnown ? null : "must begin with https://, http://127.0.0.1, http://localhost or an application's own scheme";
}
