import { OAuthError, refreshAuthorization } from "@modelcontextprotocol/client";
import type { McpAuthorization } from "@/lib/contracts/mcp-authorization";
import type { Resolve } from "@/lib/engines/outbound/resolve-name";
import { cleanTokens, type GivenTokens } from "./clean-tokens";
import { sdkFacts } from "./sdk-facts";
import { signInError } from "./sign-in-error";
import { signInFetch } from "./sign-in-fetch";
import { signInRules } from "./sign-in-rules";

type RenewSignInInput = {
  server: string;
  authorization: McpAuthorization;
  refreshToken: string;
  signal: AbortSignal;
  resolve?: Resolve;
};

/** New tokens, or that the old ones are good for nothing any more: somebody has to sign in again. */
export type Renewal = ({ kind: "renewed" } & GivenTokens) | { kind: "refused" };

/** Those by which a refresh token is given up (RFC 6749, section 5.2); after others the same may succeed later. */
const finalCodes = new Set(["invalid_grant", "invalid_client", "unauthorized_client", "unsupported_grant_type"]);

/** Uses a refresh token. It may be good once: nobody else may use it meanwhile. Throws an AppError when there is no answer. */
export async function renewSignIn(input: RenewSignInInput): Promise<Renewal> {
  const { server, authorization, refreshToken, signal, resolve } = input;
  const { fetch, fault } = signInFetch({ server, rules: signInRules(authorization), signal, resolve });
  try {
    const facts = { ...sdkFacts(authorization), refreshToken, fetchFn: fetch };
    return { kind: "renewed", ...cleanTokens(await refreshAuthorization(authorization.metadata.issuer, facts)) };
  } catch (error) {
    if (error instanceof OAuthError && finalCodes.has(error.code)) return { kind: "refused" };
    throw fault() ?? signInError({ server, error });
  }
}
