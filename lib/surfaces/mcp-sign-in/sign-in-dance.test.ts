import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { eq } from "drizzle-orm";
import { afterAll, expect, it } from "vitest";
import { McpCredentialList } from "@/lib/contracts/mcp-credential";
import { BegunMcpSignIn, McpSignInList } from "@/lib/contracts/mcp-sign-in";
import { forgetGlobalState } from "@/lib/core/global-state";
import { createLog } from "@/lib/core/log";
import { mcpCredentials, mcpSignIns } from "@/lib/db/schema-mcp";
import { oauthGrants } from "@/lib/db/schema-oauth";
import { closeAllMcp } from "@/lib/engines/mcp/close-all-mcp";
import { listMcpConnections } from "@/lib/engines/mcp/list-mcp-connections";
import { listAudit } from "@/lib/records/audit/list-audit";
import { createOauthUser } from "@/lib/testing/oauth-user";
import { serveApp } from "@/lib/testing/serve-app";
import { createTestApp, errorOf } from "@/lib/testing/test-app";
import { createTestClock } from "@/lib/testing/test-clock";

// One app is both: the MCP server with its authorization server, and the program that signs in to it.
const clock = createTestClock();
const logged = new PassThrough();
const url: string = await serveApp((request) => app.handle(request));
const app = await createTestApp({
  variables: { ORCHESTRATOR_URL: url },
  clock,
  log: createLog({ file: null, level: "trace", stream: logged }),
});
const admin = await app.createKey({ rights: ["admin"] });
const ada = await createOauthUser({ app, id: "usr_ada", role: "admin" });
const eve = await createOauthUser({ app, id: "usr_eve", role: "admin" });
const send = (method: string, path: string, body?: unknown, key: string | undefined = admin) =>
  app.send({ method, path, key, ...(body !== undefined && { body }) });
let calls = 0;
/** Each a new one, and no twin of an earlier call. */
const call = () => {
  const idempotency_key = `call ${++calls}`;
  return send("POST", "/orchestrate", { intent: "mcp.up.system_whoami", inputs: {}, wait_s: 20, idempotency_key });
};
const seen: string[] = [];

expect((await send("POST", "/mcp-servers", { name: "up", url: `${url}/mcp` })).status).toBe(201);
afterAll(closeAllMcp);

async function begin(body: object = {}): Promise<BegunMcpSignIn> {
  const response = await send("POST", "/mcp-servers/up/sign-in", body);
  expect(response.status).toBe(201);
  return BegunMcpSignIn.parse(await response.json());
}

/** What the authorization server sends the browser back with, after a yes. */
async function approve({ authorization_url }: BegunMcpSignIn): Promise<string> {
  const asked = new URL(authorization_url);
  expect(asked.origin + asked.pathname).toBe(`${url}/oauth/authorize`);
  const query = Object.fromEntries(asked.searchParams);
  expect(query).toMatchObject({
    resource: `${url}/mcp`,
    code_challenge_method: "S256",
    redirect_uri: `${url}/mcp-sign-in`,
  });
  const answered = await ada.approve(query, ["system.*"]);
  seen.push(String(answered.get("code")), String(answered.get("state")));
  return `/mcp-sign-in?${answered}`;
}

const pageOf = async (path: string, headers: Record<string, string> = {}) => {
  const response = await app.send({ path, headers });
  return { status: response.status, page: await response.text(), response };
};

it("says that a sign-in is needed, and how an operator does that", async () => {
  expect(await errorOf(await call())).toMatchObject({
    code: "upstream_sign_in_needed",
    hint: expect.stringContaining("npm run mcp:sign-in -- up"),
  });
});

it("signs in by discovery, registration, consent and PKCE, and then calls as that grant", async () => {
  const begun = await begin();
  expect(McpSignInList.parse(await (await send("GET", "/mcp-servers/up/sign-in")).json()).sign_ins).toEqual([
    { caller_id: "*", expires_at: begun.expires_at },
  ]);
  const { status, page, response } = await pageOf(await approve(begun));
  expect([status, page]).toEqual([200, expect.stringContaining("Signed in")]);
  expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(response.headers.get("referrer-policy")).toBe("no-referrer");
  const answered = (await (await call()).json()) as { result: { structured_content: { result: object } } };
  expect(answered.result.structured_content.result).toMatchObject({ kind: "grant" });
  const { credentials } = McpCredentialList.parse(await (await send("GET", "/mcp-servers/up/credentials")).json());
  expect(credentials).toMatchObject([
    {
      kind: "oauth",
      caller_id: "*",
      origin: url,
      header_names: null,
      renewable: true,
      sign_in_needed: false,
      expires_at: expect.any(String),
    },
  ]);
});

it("renews a token that is about to end, once for all who call, on the same connection", async () => {
  const [before] = await app.ctx.db.select().from(mcpCredentials);
  clock.advance(3_590_000);
  const answers = await Promise.all([call(), call(), call()]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  const [after] = await app.ctx.db.select().from(mcpCredentials);
  expect(after).toMatchObject({ id: before?.id, renewingUntil: null, updatedAt: before?.updatedAt });
  expect(after?.sealed).not.toBe(before?.sealed);
  const lifetimeS = ((after?.expiresAt?.getTime() ?? 0) - clock.now().getTime()) / 1000;
  expect(Math.round(lifetimeS / 10)).toBe(360);
  expect(listMcpConnections().filter(({ state }) => state === "ready")).toHaveLength(1);
});

it("takes an answer once", async () => {
  const path = await approve(await begin());
  expect((await pageOf(path)).status).toBe(200);
  expect(await pageOf(path)).toMatchObject({ status: 400, page: expect.stringContaining("ended already") });
});

it("takes no answer after ten minutes", async () => {
  const path = await approve(await begin());
  clock.advance(10 * 60_000);
  expect(await pageOf(path)).toMatchObject({ status: 400 });
});

it("does not change the code of another issuer's answer, and that sign-in is over", async () => {
  const path = await approve(await begin());
  const mixed = path.replace(/iss=[^&]+/, "iss=https%3A%2F%2Felsewhere.example");
  expect(await pageOf(mixed)).toMatchObject({
    status: 502,
    page: expect.stringContaining("another authorization server"),
  });
  expect((await pageOf(path)).status).toBe(400);
});

it("lets nobody but the console user who began a sign-in end it", async () => {
  const response = await ada.send({ path: "/mcp-servers/up/sign-in", body: { caller_id: "usr_ada" } });
  const path = await approve(BegunMcpSignIn.parse(await response.json()));
  expect((await pageOf(path)).status).toBe(403);
  expect((await eve.send({ path })).status).toBe(403);
  expect((await ada.send({ path })).status).toBe(200);
  const { credentials } = McpCredentialList.parse(await (await send("GET", "/mcp-servers/up/credentials")).json());
  expect(credentials.map(({ caller_id }) => caller_id)).toEqual(["*", "usr_ada"]);
});

it("says it plainly when the person declines, and never shows what came as it came", async () => {
  const state = new URL((await begin()).authorization_url).searchParams.get("state");
  const declined = await pageOf(`/mcp-sign-in?error=access_denied&state=${state}`);
  expect(declined).toMatchObject({ status: 200, page: expect.stringContaining("declined") });
  const script = encodeURIComponent("<script>alert(1)</script>");
  for (const path of [
    `?error=${script}&state=${script}`,
    `?code=${script}`,
    `?code=a&code=b&state=c`,
    "",
    `?state=${script}&code=1`,
  ]) {
    const { status, page } = await pageOf(`/mcp-sign-in${path}`);
    expect(status).toBe(400);
    expect(page).not.toContain("alert");
  }
});

it("asks for a sign-in again when the grant was ended there, and keeps no tokens that are good for nothing", async () => {
  await app.ctx.db.update(oauthGrants).set({ revokedAt: clock.now() });
  forgetGlobalState("remembered");
  expect(await errorOf(await call())).toMatchObject({ code: "upstream_sign_in_needed" });
  const { credentials } = McpCredentialList.parse(await (await send("GET", "/mcp-servers/up/credentials")).json());
  expect(credentials.find(({ caller_id }) => caller_id === "*")).toMatchObject({
    sign_in_needed: true,
    expires_at: null,
  });
});

it("answers 401, 403, 404 and 400 to who may not begin one, and for what is not there", async () => {
  const post = (path: string, body: object, key?: string) => app.send({ method: "POST", path, body, key });
  expect((await post("/mcp-servers/up/sign-in", {})).status).toBe(401);
  expect((await post("/mcp-servers/up/sign-in", {}, await app.createKey())).status).toBe(403);
  expect((await post("/mcp-servers/none/sign-in", {}, admin)).status).toBe(404);
  for (const body of [{ caller_id: "key_none" }, { caller_id: "x" }, { client_secret: "s" }, { other: 1 }]) {
    expect((await post("/mcp-servers/up/sign-in", body, admin)).status).toBe(400);
  }
  const program = { name: "local", command: "node" };
  expect((await send("POST", "/mcp-servers", program)).status).toBe(201);
  expect((await post("/mcp-servers/local/sign-in", {}, admin)).status).toBe(400);
});

it("keeps states hashed and all else encrypted, and logs no code and no state", async () => {
  await begin();
  const rows = [...(await app.ctx.db.select().from(mcpSignIns)), ...(await app.ctx.db.select().from(mcpCredentials))];
  const audited = (await listAudit(app.ctx, { limit: 100 })).entries;
  expect(audited.filter(({ kind }) => kind === "mcp_sign_in.started").length).toBeGreaterThan(3);
  expect(audited.find(({ subject, kind }) => kind === "mcp_credential.stored" && subject !== "")).toMatchObject({
    data: { kind: "oauth", origin: url, issuer: url },
  });
  logged.end();
  const all = JSON.stringify([rows, audited]) + (await text(logged));
  expect(all).not.toMatch(/oat_|ort_/);
  expect(seen.filter((secret) => secret.length < 20 || all.includes(secret))).toEqual([]);
  expect(await app.ctx.db.$count(mcpSignIns, eq(mcpSignIns.serverName, "up"))).toBe(1);
});

it("has no metadata document where the public URL is not https", async () => {
  expect((await app.send({ path: "/mcp-client.json" })).status).toBe(404);
  app.runtime.env = { ...app.runtime.env, publicUrl: "https://door.example" };
  expect(await (await app.send({ path: "/mcp-client.json" })).json()).toMatchObject({
    client_id: "https://door.example/mcp-client.json",
    redirect_uris: ["https://door.example/mcp-sign-in"],
    token_endpoint_auth_method: "none",
  });
});
