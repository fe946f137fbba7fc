import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { sha256Hex } from "@/lib/core/crypto";
import { auditLog } from "@/lib/db/schema-actions";
import { oauthClients, oauthCodes, oauthGrants, oauthTokens } from "@/lib/db/schema-oauth";
import { findGrantActor } from "@/lib/records/oauth/find-grant-actor";
import { forgetRemembered } from "@/lib/records/remember";
import { createOauthClient, refusalOf, tokensOf } from "@/lib/testing/oauth-client";
import { createOauthUser, pkce } from "@/lib/testing/oauth-user";
import { createTestApp } from "@/lib/testing/test-app";
import { createTestClock } from "@/lib/testing/test-clock";

const clock = createTestClock();
const app = await createTestApp({ clock });
const user = await createOauthUser({ app, id: "usr_ada" });
const client = await createOauthClient(app);
const other = await createOauthClient(app);
const { db } = app.ctx;
const secondMs = 1_000;
const hourMs = 60 * 60_000;

const newCode = async (query: object = client.query) => {
  const { code } = Object.fromEntries(await user.approve({ ...query }, ["memory.*"]));
  return code ?? "";
};
const newTokens = async () => tokensOf(client.redeem(await newCode()));
const actorOf = (token: string) => {
  forgetRemembered(app.ctx);
  return findGrantActor(app.ctx, token);
};
const grantOf = async (token: string) => (await actorOf(token))?.id ?? "";
const kindsOf = async (id: string) =>
  (await db.select().from(auditLog).where(eq(auditLog.subject, id))).map(({ kind }) => kind);

it("gives tokens for a code, and knows their holder as a grant of the user's", async () => {
  const response = await client.redeem(await newCode());
  expect(response.headers.get("cache-control")).toBe("no-store");
  const tokens = await tokensOf(response);
  expect(tokens).toEqual({
    access_token: expect.stringMatching(/^oat_[\w-]{43}$/),
    refresh_token: expect.stringMatching(/^ort_[\w-]{43}$/),
    token_type: "Bearer",
    expires_in: expect.closeTo(3600, -1),
    scope: "memory.*",
  });
  expect(await actorOf(tokens.access_token)).toEqual({
    kind: "grant",
    id: expect.stringMatching(/^grt_/),
    name: `A client for ${user.email}`,
    intents: ["memory.*"],
    namespace: "default",
    rights: [],
    ownerId: "usr_ada",
  });
});

it("keeps hashes of codes and tokens, never themselves", async () => {
  const code = await newCode();
  const tokens = await tokensOf(client.redeem(code));
  const kept = JSON.stringify(
    await Promise.all([oauthCodes, oauthTokens, oauthGrants, auditLog].map((table) => db.select().from(table))),
  );
  for (const secret of [code, tokens.access_token, tokens.refresh_token]) {
    expect(kept).not.toContain(secret);
    expect(secret === code || kept.includes(sha256Hex(secret))).toBe(true);
  }
});

it("takes a code without the redirect URI, as OAuth 2.1 sends it", async () => {
  const { redirect_uri: _, ...fields } = client.byCode(await newCode());
  expect((await client.post("/oauth/token", fields)).status).toBe(200);
});

it.each([
  ["another verifier", { code_verifier: pkce().verifier }, "invalid_grant"],
  ["an empty verifier", { code_verifier: "" }, "invalid_grant"],
  ["a verifier that is none", { code_verifier: "short" }, "invalid_request"],
  ["the challenge as the verifier", { code_verifier: client.query.code_challenge }, "invalid_grant"],
  ["another redirect URI", { redirect_uri: "https://evil.example/cb" }, "invalid_request"],
  ["another port of the redirect URI", { redirect_uri: "http://127.0.0.1:3001/callback" }, "invalid_request"],
  ["another client", { client_id: other.id }, "invalid_grant"],
  ["an unknown client", { client_id: "oac_nobody" }, "invalid_client"],
  ["no client", { client_id: "" }, "invalid_request"],
  ["another resource", { resource: "https://elsewhere.example/mcp" }, "invalid_target"],
  ["a code with a NUL", { code: "a\0b" }, "invalid_request"],
  ["an unknown code", { code: "oac_unknown" }, "invalid_grant"],
  ["the password grant", { grant_type: "password", username: "a", password: "b" }, "unsupported_grant_type"],
  ["the client credentials grant", { grant_type: "client_credentials" }, "unsupported_grant_type"],
  ["a grant type of JavaScript's", { grant_type: "constructor" }, "unsupported_grant_type"],
  ["no grant type", { grant_type: "" }, "unsupported_grant_type"],
])("gives nothing for %s", async (_what, fields, error) => {
  const before = await db.$count(oauthTokens);
  expect(await refusalOf(client.redeem(await newCode(), fields))).toBe(error);
  expect(await db.$count(oauthTokens)).toBe(before);
});

it("uses a code up at the first try of a verifier", async () => {
  const code = await newCode();
  expect(await refusalOf(client.redeem(code, { code_verifier: pkce().verifier }))).toBe("invalid_grant");
  expect(await refusalOf(client.redeem(code))).toBe("invalid_grant");
});

it("gives nothing for a code of a minute ago", async () => {
  const code = await newCode();
  clock.advance(60 * secondMs);
  expect(await refusalOf(client.redeem(code))).toBe("invalid_grant");
});

it("ends the grant when its code comes a second time, and writes it down", async () => {
  const code = await newCode();
  const { access_token, refresh_token } = await tokensOf(client.redeem(code));
  const id = await grantOf(access_token);
  expect(await refusalOf(client.redeem(code))).toBe("invalid_grant");
  expect(await actorOf(access_token)).toBeNull();
  expect(await refusalOf(client.refresh(refresh_token))).toBe("invalid_grant");
  expect(await kindsOf(id)).toEqual(["grant.created", "grant.reuse_detected"]);
});

it("gives tokens once at most when two ask for one code at a time, and leaves none that work", async () => {
  const code = await newCode();
  const answers = await Promise.all(Array.from({ length: 5 }, () => client.redeem(code)));
  const good = answers.filter(({ status }) => status === 200);
  expect(good).toHaveLength(1);
  for (const answer of good) expect(await actorOf((await tokensOf(answer)).access_token)).toBeNull();
});

it("rotates: each refresh gives a new pair, and lets the access token before end within a minute", async () => {
  const first = await newTokens();
  const second = await tokensOf(client.refresh(first.refresh_token, { resource: client.query.resource }));
  expect(second.refresh_token).not.toBe(first.refresh_token);
  expect(await grantOf(second.access_token)).toBe(await grantOf(first.access_token));
  clock.advance(60 * secondMs);
  expect(await actorOf(first.access_token)).toBeNull();
  expect(await actorOf(second.access_token)).not.toBeNull();
});

it("ends the grant when a used refresh token comes again after the grace", async () => {
  const first = await newTokens();
  const second = await tokensOf(client.refresh(first.refresh_token));
  const id = await grantOf(second.access_token);
  clock.advance(30 * secondMs);
  expect(await refusalOf(client.refresh(first.refresh_token))).toBe("invalid_grant");
  expect(await actorOf(second.access_token)).toBeNull();
  expect(await refusalOf(client.refresh(second.refresh_token))).toBe("invalid_grant");
  expect(await kindsOf(id)).toEqual(["grant.created", "grant.reuse_detected"]);
});

it("takes a refresh token again whose answer was lost, and finds a thief out who did the same", async () => {
  const first = await newTokens();
  const mine = await tokensOf(client.refresh(first.refresh_token));
  clock.advance(10 * secondMs);
  const thiefs = await tokensOf(client.refresh(first.refresh_token));
  clock.advance(hourMs);
  expect(await refusalOf(client.refresh(mine.refresh_token))).toBe("invalid_grant");
  expect(await refusalOf(client.refresh(thiefs.refresh_token))).toBe("invalid_grant");
  expect(await actorOf(thiefs.access_token)).toBeNull();
});

it("keeps one refresh token good at most, however many ask at a time", async () => {
  const first = await newTokens();
  const id = await grantOf(first.access_token);
  const pairs = await Promise.all(Array.from({ length: 4 }, () => tokensOf(client.refresh(first.refresh_token))));
  expect(new Set(pairs.map((pair) => pair.refresh_token)).size).toBe(4);
  const rows = await db.select().from(oauthTokens).where(eq(oauthTokens.grantId, id));
  expect(rows.filter(({ kind, usedAt }) => kind === "refresh" && usedAt === null)).toHaveLength(1);
});

it.each([
  ["another client", { client_id: other.id }, "invalid_grant"],
  ["another resource", { resource: "https://elsewhere.example/mcp" }, "invalid_target"],
  ["an access token", { refresh_token: "oat_x" }, "invalid_grant"],
])("refreshes nothing for %s, and the token stays good", async (_what, fields, error) => {
  const { refresh_token } = await newTokens();
  expect(await refusalOf(client.refresh(refresh_token, fields))).toBe(error);
  expect((await client.refresh(refresh_token)).status).toBe(200);
});

it("takes no access token for a refresh token, nor the other way round", async () => {
  const { access_token, refresh_token } = await newTokens();
  expect(await refusalOf(client.refresh(access_token))).toBe("invalid_grant");
  expect(await actorOf(refresh_token)).toBeNull();
});

it("widens nothing at a refresh, whatever scope is asked for", async () => {
  const { refresh_token } = await newTokens();
  const { access_token, scope } = await tokensOf(client.refresh(refresh_token, { scope: "* admin" }));
  expect(scope).toBe("memory.*");
  expect((await actorOf(access_token))?.intents).toEqual(["memory.*"]);
});

it("lets an access token live an hour, and a refresh token 30 days from its last use", async () => {
  const first = await newTokens();
  clock.advance(hourMs);
  expect(await actorOf(first.access_token)).toBeNull();
  clock.advance(29 * 24 * hourMs);
  const second = await tokensOf(client.refresh(first.refresh_token));
  clock.advance(29 * 24 * hourMs);
  const third = await tokensOf(client.refresh(second.refresh_token));
  clock.advance(30 * 24 * hourMs);
  expect(await refusalOf(client.refresh(third.refresh_token))).toBe("invalid_grant");
});

it.each([
  ["a field twice", "grant_type=refresh_token&grant_type=password", "application/x-www-form-urlencoded", 400],
  ["JSON", "{}", "application/json", 400],
  ["a body of 17 KB", `code=${"x".repeat(17 * 1024)}`, "application/x-www-form-urlencoded", 413],
])("refuses %s", async (_what, body, type, status) => {
  const response = await app.send({ path: "/oauth/token", body, headers: { "content-type": type } });
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ error: "invalid_request" });
});

it("says nothing of a fault of its own, and uses no code up for it", async () => {
  const code = await newCode();
  await db.execute("alter table oauth_tokens rename to oauth_tokens_away");
  const response = await client.redeem(code);
  await db.execute("alter table oauth_tokens_away rename to oauth_tokens");
  expect(response.status).toBe(500);
  expect(await response.text()).not.toMatch(/oauth_tokens|relation/);
  expect((await client.redeem(code)).status).toBe(200);
});

it("may be asked by a page of any origin, without its cookies", async () => {
  const asked = await app.send({ method: "OPTIONS", path: "/oauth/token" });
  expect(asked.status).toBe(204);
  expect(asked.headers.get("access-control-allow-headers")).toContain("mcp-protocol-version");
  const response = await client.redeem("oac_unknown");
  expect(response.headers.get("access-control-allow-origin")).toBe("*");
  expect(response.headers.get("access-control-allow-credentials")).toBeNull();
});

it("ends a grant with its refresh token, an access token alone, and answers the same for none (RFC 7009)", async () => {
  const first = await newTokens();
  const { access_token } = await tokensOf(client.refresh(first.refresh_token));
  const revoke = async (fields: Record<string, string>) => (await client.post("/oauth/revoke", fields)).status;
  expect(await revoke({ token: first.access_token, client_id: other.id })).toBe(200);
  expect(await actorOf(first.access_token)).not.toBeNull();
  expect(await revoke({ token: first.access_token, client_id: client.id })).toBe(200);
  expect([await actorOf(first.access_token), await actorOf(access_token)]).toEqual([null, expect.anything()]);
  const id = await grantOf(access_token);
  expect(await revoke({ token: first.refresh_token })).toBe(200);
  expect(await actorOf(access_token)).toBeNull();
  expect(await kindsOf(id)).toEqual(["grant.created", "grant.revoked"]);
  expect([await revoke({ token: "ort_unknown" }), await revoke({})]).toEqual([200, 400]);
});

it("knows no client any more that was forgotten, so that it registers anew", async () => {
  const gone = await createOauthClient(app);
  const code = await newCode(gone.query);
  await db.delete(oauthClients).where(eq(oauthClients.id, gone.id));
  expect(await refusalOf(gone.redeem(code))).toBe("invalid_client");
});
