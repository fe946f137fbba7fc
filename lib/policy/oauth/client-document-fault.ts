type ClientIdFaultInput = { id: string; isLoopbackAllowed: boolean };

const charsMax = 500;
const https = /^https:\/\/[a-z0-9.-]+(:\d{1,5})?\//;
const loopback = /^http:\/\/(localhost|127\.0\.0\.1)(:\d{1,5})?\//;

/**
 * Why the address of a client's metadata document is not one, or null. On a developer's own machine it may be that
 * machine's. Source: draft-ietf-oauth-client-id-metadata-document-02, section 3.
 */
export function clientDocumentFault({ id, isLoopbackAllowed }: ClientIdFaultInput): string | null {
  if (id.length > charsMax) return "is longer than 500 characters";
  if (!https.test(id) && !(isLoopbackAllowed && loopback.test(id))) return "must begin with https:// and a host";
  // What a parser would change (dot segments, capitals, a default port, an escaped host) is not what was written.
  if (!URL.canParse(id) || new URL(id).href !== id) return "must be written as a plain address";
  const { pathname, hash } = new URL(id);
  return pathname === "/" || hash !== "" || id.includes("#") ? "must have a path and no fragment" : null;
}
