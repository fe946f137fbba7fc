/**
 * What a page of ours may load and do: scripts by nonce alone, and from them what they load (CSP Level 3, section 8.1).
 * Styles may stand in the page, since Mantine writes them there; nothing talks to another host, frames us or is framed.
 */
export function pagePolicy({ nonce, isDev }: { nonce: string; isDev: boolean }): string {
  return [
    "default-src 'self'",
    // A development server puts its modules together with eval.
    `script-src 'nonce-${nonce}' 'strict-dynamic'${isDev ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "object-src 'none'",
    "frame-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
