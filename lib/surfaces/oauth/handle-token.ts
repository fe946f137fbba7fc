import OAuth2Server from "@node-oauth/oauth2-server";
import { oauthResource } from "@/lib/policy/oauth/oauth-resource";
import type { Context } from "@/lib/records/context";
import { tokenLifetimes } from "@/lib/records/oauth/token-lifetimes";
import { isSameUrl } from "./is-same-url";
import { oauthAnswer, refuseOauth } from "./oauth-answer";
import { readForm } from "./read-form";
import { tokenModel } from "./token-model";

type Answer = { status: number; body: object };
type Fields = Record<string, string>;

const options = {
  accessTokenLifetime: tokenLifetimes.accessS,
  refreshTokenLifetime: tokenLifetimes.refreshS,
  requireClientAuthentication: { authorization_code: false, refresh_token: false },
};

/** `POST /oauth/token`: a code or a refresh token for a new pair (OAuth 2.1, section 3.2). Nothing half is left when it fails. */
export async function handleToken(ctx: Omit<Context, "actor">, request: Request): Promise<Response> {
  const { resource, scope: _, ...fields } = await readForm(request);
  // The library would blame the client, which then forgets its registration.
  if (!fields.client_id) return refuseOauth({ error: "invalid_request", error_description: "'client_id' is missing." });
  if (!["authorization_code", "refresh_token"].includes(fields.grant_type ?? "")) {
    return refuseOauth({ error: "unsupported_grant_type", error_description: "'grant_type' is none that is offered." });
  }
  if (resource !== undefined && !isSameUrl(resource, oauthResource(ctx.env.publicUrl))) {
    return refuseOauth({
      error: "invalid_target",
      error_description: "Tokens are given out for the MCP endpoint only.",
    });
  }
  const { status, body } = await ctx.db.transaction((db) => exchange({ ...ctx, db }, fields));
  return oauthAnswer(body, status);
}

/** A refusal is an answer here and no exception, so that what it wrote (a code used up, a grant ended) stays. */
async function exchange(ctx: Pick<Context, "db" | "clock">, fields: Fields): Promise<Answer> {
  const model = tokenModel(ctx, { isRedirectNamed: fields.redirect_uri !== undefined });
  const server = new OAuth2Server({ model, ...options });
  // The library looks for a body by its length.
  const headers = { "content-type": "application/x-www-form-urlencoded", "content-length": "1" };
  const response = new OAuth2Server.Response();
  try {
    await server.token(new OAuth2Server.Request({ headers, method: "POST", query: {}, body: fields }), response);
  } catch (error) {
    // What the model throws comes wrapped, its message in what the client would see.
    if (!(error instanceof OAuth2Server.OAuthError)) throw error;
    if (error instanceof OAuth2Server.ServerError) throw "inner" in error ? error.inner : error;
  }
  return { status: response.status ?? 500, body: response.body };
}
