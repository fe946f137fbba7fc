/** @typedef {{ status: number, code: string, error: string, headers?: Record<string, string> }} Refusal */

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/**
 * What Next would answer with a bare 500, refused before it gets there: a method that its Request cannot hold, an
 * address that is no path (RFC 9112, section 3.2: as to a proxy, or `*`) or has broken percent-encoding. Else null.
 * @param {import("node:http").IncomingMessage} request @returns {Refusal | null}
 */
export function findRefusal({ method = "", url = "" }) {
  if (!methods.includes(method)) {
    const error = `Nothing here takes ${method}.`;
    return { status: 405, code: "method_not_allowed", error, headers: { allow: methods.join(", ") } };
  }
  if (!url.startsWith("/")) {
    return { status: 400, code: "invalid_request", error: "The address in the request line must begin with /." };
  }
  try {
    decodeURIComponent(url.split("?", 1)[0] ?? "");
    return null;
  } catch {
    return { status: 400, code: "invalid_request", error: "The address is not valid UTF-8 in percent-encoding." };
  }
}

/**
 * Sends a refusal as the error envelope.
 * @param {import("node:http").ServerResponse} response @param {Refusal} refusal @param {string} requestId
 */
export function refuse(response, { status, code, error, headers = {} }, requestId) {
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "cache-control": "no-store",
    "x-request-id": requestId,
    ...headers,
  });
  // Only a server that is not up yet, or is leaving, is worth asking again.
  const body = { status: "error", error, code, retryable: status === 503, errors: [], request_id: requestId };
  response.end(JSON.stringify(body));
}
