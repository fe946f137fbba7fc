type RedirectBackInput = {
  redirectUri: string;
  /** RFC 9207: which server it is that answers, against mix-up. */
  issuer: string;
  state: string | null;
  answer:
    | { code: string }
    | { error: "access_denied" | "invalid_request" | "unsupported_response_type" | "invalid_target" };
};

/** Where the browser brings a client its answer; a query that the address has is kept byte by byte. */
export function redirectBack({ redirectUri, issuer, state, answer }: RedirectBackInput): string {
  const query = new URLSearchParams({ ...answer, ...(state !== null && { state }), iss: issuer });
  return `${redirectUri}${redirectUri.includes("?") ? "&" : "?"}${query}`;
}
