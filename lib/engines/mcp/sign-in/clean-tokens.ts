import type { OAuthTokens } from "@modelcontextprotocol/client";
import type { McpTokens } from "@/lib/contracts/mcp-authorization";

/** Tokens as they are kept, and for how many seconds the access token is good; null where nobody says. */
export type GivenTokens = { tokens: McpTokens; expiresInS: number | null };

/** A bearer token can stand in a header; of neither there is more than any server would take (RFC 6749, appendix A). */
const accessTokens = /^[\x21-\x7e]{1,16384}$/;
const refreshTokens = /^[\x20-\x7e]{1,16384}$/;
const scopeCharsMax = 2_000;
const lifetimeSMax = 10 * 365 * 86_400;

/** What a token endpoint answered, as it is kept. Throws a plain error for what is no bearer token. */
export function cleanTokens({ access_token, refresh_token, token_type, scope, expires_in }: OAuthTokens): GivenTokens {
  if (token_type.toLowerCase() !== "bearer" || !accessTokens.test(access_token)) throw new Error("no bearer token");
  if (refresh_token !== undefined && !refreshTokens.test(refresh_token)) throw new Error("no refresh token");
  const isTimed = expires_in !== undefined && Number.isFinite(expires_in);
  return {
    tokens: {
      accessToken: access_token,
      refreshToken: refresh_token ?? null,
      scope: scope?.slice(0, scopeCharsMax).replace(/[^\x20-\x7e]/g, "?") ?? null,
    },
    expiresInS: isTimed ? Math.min(Math.max(0, expires_in), lifetimeSMax) : null,
  };
}
