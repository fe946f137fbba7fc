import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { eq } from "drizzle-orm";
import { afterAll, expect, it } from "vitest";
import { oauthClients } from "@/lib/db/schema-oauth";
import { createOauthUser, pkce } from "@/lib/testing/oauth-user";
import { createTestApp } from "@/lib/testing/test-app";
import { createTestClock } from "@/lib/testing/test-clock";

const clock = createTestClock();
const app = await createTestApp({ clock });
const user = await createOauthUser({ app, id: "usr_ada" });
const { db } = app.ctx;
const hourMs = 60 * 60_000;

/** A client's web server at the socket; what it answers is set by each test. */
let answer: (response: ServerResponse) => void = () => {};
let asked = 0;
const site = createServer((_request, response) => {
  asked++;
  answer(response);
});
await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
afterAll(() => {
  site.closeAllConnections();
  site.close();
});
const origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
let documents = 0;
const newId = () => `${origin}/client-${++documents}.json`;

const redirectUri = "http://127.0.0.1:3000/callback";
const documentOf = (id: string, change: object = {}) => ({
  client_id: id,
  client_name: "Documented",
  redirect_uris: [redirectUri],
  token_endpoint_auth_method: "none",
  ...change,
});
const serve = (body: unknown, headers: Record<string, string> = {}, status = 200) => {
  answer = (response) =>
    response
      .writeHead(status, { "content-type": "application/json", ...headers })
      .end(typeof body === "string" ? body : JSON.stringify(body));
};
const queryOf = (id: string, redirect_uri = redirectUri) => ({
  response_type: "code",
  client_id: id,
  redirect_uri,
  code_challenge: pkce().challenge,
  code_challenge_method: "S256",
});
const register = (body: unknown) => app.send({ path: "/oauth/register", body });

it("asks for a client that its document tells of, and names the document's host", async () => {
  const id = newId();
  serve(documentOf(id));
  expect(await user.ask(queryOf(id))).toMatchObject({ clientName: "Documented", documentHost: new URL(origin).host });
});

it.each([
  ["an hour when nothing is said", {}, hourMs],
  ["as long as it says", { "cache-control": "public, max-age=60" }, 60_000],
  ["a day at most", { "cache-control": "max-age=999999999" }, 24 * hourMs],
])("keeps a document for %s", async (_what, headers, keptMs) => {
  const id = newId();
  serve(documentOf(id), headers);
  await user.ask(queryOf(id));
  const before = asked;
  clock.advance(keptMs - 1);
  await user.ask(queryOf(id));
  expect(asked).toBe(before);
  clock.advance(1);
  serve(documentOf(id, { redirect_uris: ["https://moved.example/cb"] }));
  expect(await user.open(queryOf(id))).toMatchObject({ kind: "refused" });
  expect(asked).toBe(before + 1);
});

it("keeps no document that must not be kept", async () => {
  const id = newId();
  serve(documentOf(id), { "cache-control": "no-store" });
  await user.ask(queryOf(id));
  const before = asked;
  await user.ask(queryOf(id));
  expect(asked).toBe(before + 1);
});

it.each<[string, (id: string) => unknown, Record<string, string>?, number?]>([
  ["is another client's", (id) => documentOf(`${id}?`)],
  ["names no client", (id) => documentOf(id, { client_id: undefined })],
  ["holds a secret", (id) => documentOf(id, { client_secret: "x" })],
  ["wants to use a secret", (id) => documentOf(id, { token_endpoint_auth_method: "client_secret_post" })],
  ["names no redirect URI", (id) => documentOf(id, { redirect_uris: [] })],
  ["names a script alone", (id) => documentOf(id, { redirect_uris: ["javascript:alert(1)"] })],
  ["wants another flow", (id) => documentOf(id, { grant_types: ["client_credentials"] })],
  ["is not JSON", () => "<html>"],
  ["is a list", () => []],
  ["names a client twice", (id) => `{"client_id":"x",${JSON.stringify(documentOf(id)).slice(1)}`],
  ["is a web page", (id) => documentOf(id), { "content-type": "text/html" }],
  ["is not there", (id) => documentOf(id), {}, 404],
  ["is elsewhere", () => "", { location: "http://127.0.0.1/x" }, 302],
  ["is of 16 KB and a byte", (id) => JSON.stringify(documentOf(id)).padEnd(16 * 1024 + 1)],
  ["is compressed", () => "x", { "content-encoding": "gzip" }],
])("asks for no client whose document %s", async (_what, bodyOf, headers, status) => {
  const id = newId();
  serve(bodyOf(id), headers, status);
  expect(await user.open(queryOf(id))).toMatchObject({ kind: "refused", back: null });
  expect(await db.select().from(oauthClients).where(eq(oauthClients.id, id))).toEqual([]);
});

it("leaves out of a document the redirect URIs that nobody may have", async () => {
  const id = newId();
  serve(documentOf(id, { redirect_uris: ["http://localhost:*/cb", redirectUri] }));
  expect(await user.ask(queryOf(id))).toMatchObject({ clientName: "Documented" });
  expect(await user.open(queryOf(id, "http://localhost:*/cb"))).toMatchObject({ kind: "refused" });
});

it.each([
  "https://10.0.0.1/client.json",
  "https://169.254.169.254/latest/meta-data",
  "https://printer.local/client.json",
  "https://metadata.google.internal/x",
  "http://example.com/client.json",
  "https://example.com/../client.json",
  "https://example.com",
  "HTTPS://example.com/client.json",
])("fetches nothing from %s", async (id) => {
  // Refused for what is written there, before any name is looked up.
  const problem = expect.stringMatching(/^The program's (address must |document cannot be read: the URL must )/);
  expect(await user.open(queryOf(id))).toEqual({ kind: "refused", back: null, problem });
});

it("fetches nothing from its own machine where callers may not be called there", async () => {
  const id = newId();
  serve(documentOf(id));
  const before = asked;
  const env = { ...app.ctx.env, isLoopbackCallbackAllowed: false };
  const strict = await createOauthUser({ app: { ...app, ctx: { ...app.ctx, env } }, id: "usr_strict" });
  expect(await strict.open(queryOf(id))).toMatchObject({ kind: "refused" });
  expect(asked).toBe(before);
});

it("registers a program as a public client, with a clean name (RFC 7591)", async () => {
  const response = await register({
    client_name: "Good\u202egnp.exe\u0000\n",
    redirect_uris: [redirectUri],
    token_endpoint_auth_method: "client_secret_basic",
    logo_uri: "javascript:alert(1)",
  });
  // NUL is refused before the name is looked at.
  expect(response.status).toBe(400);
  const second = await register({ client_name: "Good\u202egnp.exe\n", redirect_uris: [redirectUri], logo_uri: "x" });
  expect(second.status).toBe(201);
  expect(await second.json()).toEqual({
    client_id: expect.stringMatching(/^oac_[0-9a-z]{26}$/),
    client_id_issued_at: Math.floor(clock.now().getTime() / 1000),
    client_name: "Good gnp.exe",
    redirect_uris: [redirectUri],
    grant_types: ["authorization_code", "refresh_token"],
    response_types: ["code"],
    token_endpoint_auth_method: "none",
  });
});

it.each([
  ["no redirect URI", { redirect_uris: [] }, "invalid_client_metadata"],
  ["redirect URIs without end", { redirect_uris: Array(31).fill(redirectUri) }, "invalid_client_metadata"],
  ["a redirect URI that is no text", { redirect_uris: [{}] }, "invalid_client_metadata"],
  ["a script among its redirect URIs", { redirect_uris: [redirectUri, "javascript:x"] }, "invalid_redirect_uri"],
  ["plain http", { redirect_uris: ["http://example.com/cb"] }, "invalid_redirect_uri"],
  ["a name of a page", { redirect_uris: [redirectUri], client_name: "x".repeat(1_001) }, "invalid_client_metadata"],
  ["another flow", { redirect_uris: [redirectUri], grant_types: ["password"] }, "invalid_client_metadata"],
  ["the implicit flow", { redirect_uris: [redirectUri], response_types: ["token"] }, "invalid_client_metadata"],
  ["a list", [], "invalid_client_metadata"],
  ["no JSON", "{", "invalid_request"],
])("registers no program with %s", async (_what, body, error) => {
  const response = await register(body);
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual({ error, error_description: expect.any(String) });
});

it("registers nobody by more than 64 KB", async () => {
  expect((await register({ redirect_uris: [redirectUri], x: "x".repeat(64 * 1024) })).status).toBe(413);
});

it("registers a hundred programs in an hour, and says when to come again", async () => {
  clock.advance(hourMs);
  for (let count = 0; count < 100; count++) expect((await register({ redirect_uris: [redirectUri] })).status).toBe(201);
  const refused = await register({ redirect_uris: [redirectUri] });
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "3600"]);
  expect(await refused.json()).toMatchObject({ error: "temporarily_unavailable" });
  clock.advance(hourMs);
  expect((await register({ redirect_uris: [redirectUri] })).status).toBe(201);
});
