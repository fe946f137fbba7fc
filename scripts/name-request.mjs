import { randomBytes } from "node:crypto";

const header = "x-request-id";

/**
 * Gives a request its name, which is the caller's own where that is a plain one (lib/surfaces/http/request-id.ts takes the
 * same), and names it in the answer, whoever writes that: a route, a page or nobody.
 * @param {import("node:http").IncomingMessage} request @param {import("node:http").ServerResponse} response
 * @returns {string}
 */
export function nameRequest(request, response) {
  const given = request.headers[header];
  const isPlain = typeof given === "string" && /^[A-Za-z0-9._-]{8,128}$/.test(given);
  const id = isPlain ? given : `req_${randomBytes(13).toString("hex")}`;
  request.headers[header] = id;
  const writeHead = response.writeHead.bind(response);
  // A route names it itself, and Next would append its header to one that was set before.
  response.writeHead = (/** @type {any[]} */ ...args) => {
    if (!response.hasHeader(header)) response.setHeader(header, id);
    return /** @type {any} */ (writeHead)(...args);
  };
  return id;
}
