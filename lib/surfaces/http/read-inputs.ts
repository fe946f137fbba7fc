import { readJsonBody } from "./read-json-body";

/**
 * The body of `/intents/{intent}`, the inputs, and of whatever else may come without one: no body means no members. Only reading tells: over
 * HTTP/2 a body needs no header that announces it (RFC 9113, section 8.1).
 */
export function readInputs(request: Request): Promise<unknown> {
  return readJsonBody(request, { emptyMeans: {} });
}
