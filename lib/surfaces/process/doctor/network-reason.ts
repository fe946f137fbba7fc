const reasons: Record<string, string> = {
  ECONNREFUSED: "refuses the connection",
  ECONNRESET: "breaks the connection off",
  UND_ERR_SOCKET: "breaks the connection off",
  ENOTFOUND: "is not known by that name",
  EAI_AGAIN: "is not known by that name",
  ETIMEDOUT: "does not answer in time",
  UND_ERR_CONNECT_TIMEOUT: "does not answer in time",
  TimeoutError: "does not answer in time",
  EHOSTUNREACH: "cannot be reached",
  ENETUNREACH: "cannot be reached",
  DEPTH_ZERO_SELF_SIGNED_CERT: "has a certificate that is not good",
  CERT_HAS_EXPIRED: "has a certificate that is not good",
  ZodError: "answers with something else than it should",
  SyntaxError: "answers with something else than it should",
};

/** What went wrong with a request, in words of ours: an error's own may hold an address with its credentials. */
export function networkReason(error: unknown): string {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const code = "code" in cause && typeof cause.code === "string" ? cause.code : cause.name;
    const status = /^the embeddings provider answered (\d{3})$/.exec(cause.message)?.[1];
    if (status) return `answers ${status}`;
    if (Object.hasOwn(reasons, code)) return reasons[code] ?? "";
    if (/CERT|TLS|SSL/.test(code)) return "has a certificate that is not good, or speaks no TLS";
  }
  return "cannot be used";
}
