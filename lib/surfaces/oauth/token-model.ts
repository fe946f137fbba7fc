import type OAuth2Server from "@node-oauth/oauth2-server";
import { randomToken } from "@/lib/core/crypto";
import type { Context } from "@/lib/records/context";
import { findClient } from "@/lib/records/oauth/find-client";
import { findCode, type GoodCode } from "@/lib/records/oauth/find-code";
import { findRefreshToken } from "@/lib/records/oauth/find-refresh-token";
import type { LockedGrant } from "@/lib/records/oauth/lock-grant";
import { saveTokens } from "@/lib/records/oauth/save-tokens";
import { useCode } from "@/lib/records/oauth/use-code";
import { useRefreshTokens } from "@/lib/records/oauth/use-refresh-tokens";

type Model = OAuth2Server.AuthorizationCodeModel & OAuth2Server.RefreshTokenModel;
type TokenFunctions = Omit<Model, "getAccessToken" | "saveAuthorizationCode">;
type TokenModelInput = {
  /** Whether the request names the redirect URI: OAuth 2.0 does, 2.1 (section 10.2) no longer. */
  isRedirectNamed: boolean;
};

/** The library judges by the system's clock; expiry is judged by ours, in what finds a code or a token. */
const farFuture = new Date(8.64e15);
const grants = ["authorization_code", "refresh_token"];

/**
 * Our tables as the token endpoint of @node-oauth/oauth2-server wants them, on a transaction. Every client is public:
 * PKCE, and the rotation of refresh tokens, stand where a secret would.
 */
export function tokenModel(ctx: Pick<Context, "db" | "clock">, { isRedirectNamed }: TokenModelInput): Model {
  const functions: TokenFunctions = {
    generateAccessToken: async () => `oat_${randomToken(32)}`,
    generateRefreshToken: async () => `ort_${randomToken(32)}`,
    getClient: async (id) => ((await findClient(ctx, id)) ? { id, grants } : null),
    getAuthorizationCode: async (text) => {
      const found = await findCode(ctx, text);
      return found && toCode(found, { text, isRedirectNamed });
    },
    revokeAuthorizationCode: ({ hash }) => useCode(ctx, hash),
    getRefreshToken: async (text) => {
      const found = await findRefreshToken(ctx, text);
      return found && { refreshToken: text, ...holderOf(found) };
    },
    revokeToken: async ({ user }) => {
      await useRefreshTokens(ctx, user.grantId);
      return true;
    },
    saveToken: async (token, client, user) => {
      const { accessToken, refreshToken = "" } = token;
      await saveTokens(ctx, { grantId: user.grantId, accessToken, refreshToken });
      return { ...token, client, user };
    },
  };
  // The two that are missing serve endpoints of the library's that we do not have.
  return functions as Model;
}

function toCode({ code, ...grant }: GoodCode, { text, isRedirectNamed }: TokenModelInput & { text: string }) {
  return {
    ...holderOf(grant),
    authorizationCode: text,
    hash: code.hash,
    expiresAt: farFuture,
    redirectUri: isRedirectNamed ? code.redirectUri : "",
    codeChallenge: code.codeChallenge,
    codeChallengeMethod: "S256",
  };
}

function holderOf({ grant }: LockedGrant) {
  return { client: { id: grant.clientId, grants }, user: { grantId: grant.id }, scope: grant.intents };
}
