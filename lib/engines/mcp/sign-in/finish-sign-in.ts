import { exchangeAuthorization } from "@modelcontextprotocol/client";
import type { McpAuthorization } from "@/lib/contracts/mcp-authorization";
import type { Resolve } from "@/lib/engines/outbound/resolve-name";
import { cleanTokens, type GivenTokens } from "./clean-tokens";
import { sdkFacts } from "./sdk-facts";
import { signInError } from "./sign-in-error";
import { signInFetch } from "./sign-in-fetch";
import { signInRules } from "./sign-in-rules";

type FinishSignInInput = {
  server: string;
  authorization: McpAuthorization;
  codeVerifier: string;
  code: string;
  /** Who says that the answer is its (RFC 9207); checked before the code is shown to anybody. */
  iss: string | null;
  signal: AbortSignal;
  resolve?: Resolve;
};

/** Has the code of an answer changed for tokens. Throws an AppError when that is refused or the answer is another's. */
export async function finishSignIn(input: FinishSignInInput): Promise<GivenTokens> {
  const { server, authorization, codeVerifier, code, iss, signal, resolve } = input;
  const { fetch, fault } = signInFetch({ server, rules: signInRules(authorization), signal, resolve });
  try {
    const given = await exchangeAuthorization(authorization.metadata.issuer, {
      ...sdkFacts(authorization),
      authorizationCode: code,
      codeVerifier,
      redirectUri: authorization.redirectUri,
      ...(iss !== null && { iss }),
      fetchFn: fetch,
    });
    return cleanTokens(given);
  } catch (error) {
    throw fault() ?? signInError({ server, error });
  }
}
