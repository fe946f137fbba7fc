import { expect } from "vitest";
import { pkce } from "./oauth-user";
import type { createTestApp } from "./test-app";

type App = Awaited<ReturnType<typeof createTestApp>>;
type Tokens = { access_token: string; refresh_token: string; scope: string; expires_in: number };

/** A program that registered itself, as it talks to the token endpoint. */
export async function createOauthClient(app: App, redirectUri = "http://127.0.0.1:3000/callback") {
  const registration = { client_name: "A client", redirect_uris: [redirectUri] };
  const registered = await app.send({ path: "/oauth/register", body: registration });
  expect(registered.status).toBe(201);
  const { client_id: id } = (await registered.json()) as { client_id: string };
  const { verifier, challenge } = pkce();
  const query = {
    response_type: "code",
    client_id: id,
    redirect_uri: redirectUri,
    code_challenge: challenge,
    code_challenge_method: "S256",
    state: "the state",
    resource: `${app.ctx.env.publicUrl}/mcp`,
  };

  const post = (path: string, fields: Record<string, string>) =>
    app.send({
      path,
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams(fields).toString(),
    });
  const byCode = (code: string, fields: Record<string, string> = {}) => ({
    grant_type: "authorization_code",
    client_id: id,
    redirect_uri: redirectUri,
    code_verifier: verifier,
    code,
    ...fields,
  });
  const redeem = (code: string, fields: Record<string, string> = {}) => post("/oauth/token", byCode(code, fields));
  const refresh = (token: string, fields: Record<string, string> = {}) =>
    post("/oauth/token", { grant_type: "refresh_token", client_id: id, refresh_token: token, ...fields });

  return { id, query, post, redeem, refresh, byCode };
}

/** The tokens of an answer that must hold some. */
export async function tokensOf(response: Response | Promise<Response>): Promise<Tokens> {
  const answered = await response;
  expect(answered.status).toBe(200);
  return (await answered.json()) as Tokens;
}

/** The error of an answer that must be one of the token endpoint's. */
export async function refusalOf(response: Response | Promise<Response>): Promise<string> {
  const answered = await response;
  expect(answered.status).toBe(400);
  expect(answered.headers.get("cache-control")).toBe("no-store");
  return ((await answered.json()) as { error: string }).error;
}
