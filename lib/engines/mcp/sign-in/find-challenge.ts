import { extractWWWAuthenticateParams } from "@modelcontextprotocol/client";
import { guardedRequest } from "@/lib/engines/outbound/guarded-request";
import type { OutboundRules } from "@/lib/engines/outbound/judge-url";
import type { Resolve } from "@/lib/engines/outbound/resolve-name";

type FindChallengeInput = {
  url: string;
  headers: Record<string, string>;
  rules: OutboundRules;
  resolve: Resolve;
  signal: AbortSignal;
};
type Challenge = { resourceMetadataUrl?: URL; scope?: string };

const wordsMax = 2_000;
const hello = {
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "orchestrator", version: "0.1.0" } },
};

/**
 * What a server says to whom it does not know of where to sign in and for what (RFC 9728, section 5.1). Nothing when it
 * lets us in or does not answer: then the well-known places are left.
 */
export async function findChallenge({ headers, ...request }: FindChallengeInput): Promise<Challenge> {
  const known = Object.entries(headers).filter(([name]) => name.toLowerCase() !== "authorization");
  const answered = await guardedRequest({
    ...request,
    headers: {
      ...Object.fromEntries(known),
      accept: "application/json, text/event-stream",
      "content-type": "application/json",
    },
    message: { method: "POST", body: JSON.stringify(hello) },
    read: async ({ statusCode, headers: { "www-authenticate": said } }) => ({
      kind: "read" as const,
      statusCode,
      said,
    }),
  });
  if (answered.kind !== "read" || answered.statusCode !== 401) return {};
  const challenges = [answered.said ?? []].flat();
  const said = (challenges.find((one) => /^bearer /i.test(one)) ?? "").slice(0, wordsMax);
  const challenge = extractWWWAuthenticateParams(new Response(null, { headers: { "www-authenticate": said } }));
  const { resourceMetadataUrl, scope } = challenge;
  return {
    ...(resourceMetadataUrl && { resourceMetadataUrl }),
    // Source: RFC 6749, section 3.3.
    ...(scope && /^[\x21\x23-\x5b\x5d-\x7e ]+$/.test(scope) && { scope }),
  };
}
