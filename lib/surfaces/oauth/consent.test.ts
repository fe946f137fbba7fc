import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { users } from "@/lib/db/schema";
import { oauthGrants } from "@/lib/db/schema-oauth";
import { findGrantActor } from "@/lib/records/oauth/find-grant-actor";
import { createOauthClient, tokensOf } from "@/lib/testing/oauth-client";
import { createOauthUser } from "@/lib/testing/oauth-user";
import { createTestApp, errorOf } from "@/lib/testing/test-app";
import { createTestClock } from "@/lib/testing/test-clock";

const clock = createTestClock();
const app = await createTestApp({ clock });
const ada = await createOauthUser({ app, id: "usr_ada" });
const eve = await createOauthUser({ app, id: "usr_eve" });
const viewer = await createOauthUser({ app, id: "usr_vera", role: "viewer" });
const client = await createOauthClient(app);
const { db } = app.ctx;
const issuer = app.ctx.env.publicUrl;

it("shows who asks, on whose word, where the answer goes and for whom", async () => {
  expect(await ada.ask(client.query)).toMatchObject({
    clientName: "A client",
    documentHost: null,
    redirectTo: "127.0.0.1:3000",
    isRedirectLocal: true,
    userEmail: ada.email,
    canGrant: true,
  });
});

it("brings a yes back with a code, the state and who answers (RFC 9207)", async () => {
  const answer = Object.fromEntries(await ada.approve(client.query));
  expect(answer).toEqual({ code: expect.stringMatching(/^oac_[\w-]{43}$/), state: "the state", iss: issuer });
  expect((await client.redeem(answer.code ?? "")).status).toBe(200);
});

it("brings a no back with the state and who answers, and lets nobody in", async () => {
  const before = await db.$count(oauthGrants);
  const { ticket } = await ada.ask(client.query);
  const { redirect_to } = (await (await ada.decide({ ticket, decision: "deny" })).json()) as { redirect_to: string };
  expect(redirect_to).toBe(
    `http://127.0.0.1:3000/callback?error=access_denied&state=the+state&iss=${encodeURIComponent(issuer)}`,
  );
  expect(await db.$count(oauthGrants)).toBe(before);
});

it("answers on the port where a native program listens now", async () => {
  const redirect_uri = "http://127.0.0.1:51999/callback";
  const { code = "" } = Object.fromEntries(await ada.approve({ ...client.query, redirect_uri }));
  expect((await client.redeem(code, { redirect_uri })).status).toBe(200);
});

it.each([
  ["an unknown client", { client_id: "oac_nobody" }],
  ["no client", { client_id: undefined }],
  ["a client with a NUL", { client_id: "oac_\0" }],
  ["two clients", { client_id: ["oac_a", "oac_b"] }],
  ["no redirect URI", { redirect_uri: undefined }],
  ["another host", { redirect_uri: "https://evil.example/callback" }],
  ["another path", { redirect_uri: "http://127.0.0.1:3000/callback/../evil" }],
  ["another case", { redirect_uri: "HTTP://127.0.0.1:3000/callback" }],
  ["a host behind a user name", { redirect_uri: "http://127.0.0.1:3000@evil.example/callback" }],
  ["a fragment", { redirect_uri: "http://127.0.0.1:3000/callback#x" }],
  ["a script", { redirect_uri: "javascript:alert(1)" }],
  ["two redirect URIs", { redirect_uri: ["http://127.0.0.1:3000/callback", "https://evil.example"] }],
])("leads nowhere for %s", async (_what, change) => {
  const consent = await ada.open({ ...client.query, ...change });
  expect(consent).toEqual({ kind: "refused", problem: expect.any(String), back: null });
});

it.each([
  ["no PKCE", { code_challenge: undefined }, "invalid_request"],
  ["PKCE without its method, which means plain", { code_challenge_method: undefined }, "invalid_request"],
  ["plain PKCE", { code_challenge_method: "plain" }, "invalid_request"],
  ["a method in another case", { code_challenge_method: "s256" }, "invalid_request"],
  ["a challenge that is no hash", { code_challenge: "x".repeat(42) }, "invalid_request"],
  ["the implicit flow", { response_type: "token" }, "unsupported_response_type"],
  ["a flow beside it", { response_type: "code token" }, "unsupported_response_type"],
  ["no flow", { response_type: undefined }, "unsupported_response_type"],
  ["another resource", { resource: "https://elsewhere.example/mcp" }, "invalid_target"],
  ["all of this server", { resource: issuer }, "invalid_target"],
])("asks nobody for %s, and lets a click tell the client", async (_what, change, error) => {
  const consent = await ada.open({ ...client.query, ...change });
  const url = `http://127.0.0.1:3000/callback?error=${error}&state=the+state&iss=${encodeURIComponent(issuer)}`;
  expect(consent).toEqual({ kind: "refused", problem: expect.any(String), back: { url, to: "127.0.0.1:3000" } });
});

it("tells a client no state of kilobytes", async () => {
  expect(await ada.open({ ...client.query, state: "x".repeat(2_001) })).toMatchObject({ kind: "refused" });
});

it("takes an older client's request without a resource for the one there is", async () => {
  expect((await ada.approve({ ...client.query, resource: undefined })).get("code")).toMatch(/^oac_/);
});

it("takes one answer to one question", async () => {
  const { ticket } = await ada.ask(client.query);
  expect((await ada.decide({ ticket, decision: "approve" })).status).toBe(200);
  const second = await ada.decide({ ticket, decision: "approve" });
  expect(second.status).toBe(409);
  expect(await errorOf(second)).toMatchObject({ code: "already_exists" });
});

it.each([
  ["another user's question", async () => (await eve.ask(client.query)).ticket],
  ["a question that was changed", async () => `${(await ada.ask(client.query)).ticket.slice(0, -4)}AAAA`],
  ["no question at all", async () => "v1.AAAA"],
])("takes no answer to %s", async (_what, ticketOf) => {
  const response = await ada.decide({ ticket: await ticketOf(), decision: "approve" });
  expect(response.status).toBe(400);
});

it("takes no answer to a question of ten minutes ago", async () => {
  const { ticket } = await ada.ask(client.query);
  clock.advance(10 * 60_000);
  expect((await ada.decide({ ticket, decision: "approve" })).status).toBe(400);
});

it.each([
  ["from another site", { origin: "https://evil.example" }],
  ["from a frame without an origin", { origin: "null" }],
  ["without its session", { cookie: "a=b" }],
  ["as a form", { "content-type": "application/x-www-form-urlencoded" }],
  ["as text", { "content-type": "text/plain" }],
])("takes no answer %s", async (_what, headers) => {
  const before = await db.$count(oauthGrants);
  const { ticket } = await ada.ask(client.query);
  const response = await ada.decide({ ticket, decision: "approve" }, headers);
  expect([401, 403, 415]).toContain(response.status);
  expect(await db.$count(oauthGrants)).toBe(before);
});

it("takes no answer from the holder of a key, be it an admin's", async () => {
  const { ticket } = await ada.ask(client.query);
  const key = await app.createKey({ rights: ["admin"] });
  const response = await app.send({ path: "/oauth/decide", key, body: { ticket, decision: "approve" } });
  expect(response.status).toBe(403);
});

it.each([
  ["a pattern that is none", { intents: ["mem*"] }],
  ["no pattern", { intents: [] }],
  ["a right", { rights: ["admin"] }],
  ["a third decision", { decision: "maybe" }],
])("takes no answer with %s", async (_what, change) => {
  const { ticket } = await ada.ask(client.query);
  expect((await ada.decide({ ticket, decision: "approve", ...change })).status).toBe(400);
});

it("says to a viewer that there is nothing to give, and gives nothing", async () => {
  const { canGrant, ticket } = await viewer.ask(client.query);
  expect(canGrant).toBe(false);
  expect((await viewer.decide({ ticket, decision: "approve" })).status).toBe(403);
  expect((await viewer.decide({ ticket, decision: "deny" })).status).toBe(200);
});

it("lets a program do no more than its user may at this moment", async () => {
  const code = (await eve.approve(client.query)).get("code") ?? "";
  const { access_token } = await tokensOf(client.redeem(code));
  const actor = () => findGrantActor(app.ctx, access_token);
  expect(await actor()).toMatchObject({ intents: ["*"], rights: [] });
  await db.update(users).set({ role: "viewer" }).where(eq(users.id, "usr_eve"));
  clock.advance(1_000);
  expect(await actor()).toMatchObject({ intents: [] });
  await db.delete(users).where(eq(users.id, "usr_eve"));
  clock.advance(1_000);
  expect(await actor()).toBeNull();
});
