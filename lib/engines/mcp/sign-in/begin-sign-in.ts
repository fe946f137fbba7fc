import { auth } from "@modelcontextprotocol/client";
import type { McpAuthorization, McpOauthClient } from "@/lib/contracts/mcp-authorization";
import type { Resolve } from "@/lib/engines/outbound/resolve-name";
import type { McpProgram } from "@/lib/policy/oauth/mcp-program";
import { collectSignIn } from "./collect-sign-in";
import { findChallenge } from "./find-challenge";
import { findReach } from "./find-reach";
import { signInError } from "./sign-in-error";
import { signInFetch } from "./sign-in-fetch";
import { signInRules } from "./sign-in-rules";

type BeginSignInInput = {
  server: { name: string; url: string; headers: Record<string, string> };
  program: McpProgram;
  /** A registration made by hand; null to use the document, or else to register. */
  client: McpOauthClient | null;
  state: string;
  signal: AbortSignal;
  resolve?: Resolve;
};

/** A sign-in that has begun: where the person goes, and what must be kept, in secret, until the answer comes. */
type Begun = { authorizationUrl: string; authorization: McpAuthorization; codeVerifier: string };

/**
 * Finds out where one signs in at a server (RFC 9728, RFC 8414, OpenID Connect Discovery), becomes a client there, and
 * makes the address to open, with PKCE. Throws an AppError where that cannot be.
 */
export async function beginSignIn(input: BeginSignInInput): Promise<Begun> {
  const { server, program, client, state, signal } = input;
  const { reach, resolve } = await findReach({ url: server.url, resolve: input.resolve, signal });
  const rules = signInRules({ serverUrl: server.url, reach });
  const { fetch, fault } = signInFetch({ server: server.name, rules, signal, resolve });
  const { provider, complete } = collectSignIn({ server: server.name, program, client, state, rules });
  try {
    const challenge = await findChallenge({ url: server.url, headers: server.headers, rules, resolve, signal });
    await auth(provider, { serverUrl: server.url, fetchFn: fetch, ...challenge });
    // The SDK does without what could not be had; a server that leads astray is not to be signed in to.
    const failed = fault();
    if (failed) throw failed;
    const { authorizationUrl, codeVerifier, ...found } = complete();
    const authorization = { serverUrl: server.url, reach, redirectUri: program.redirectUri, ...found };
    return { authorizationUrl, codeVerifier, authorization };
  } catch (error) {
    throw fault() ?? signInError({ server: server.name, error });
  }
}
