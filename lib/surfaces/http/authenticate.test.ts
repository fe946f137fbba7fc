import { beforeAll, expect, it } from "vitest";
import { sha256Hex } from "@/lib/core/crypto";
import { createKey } from "@/lib/records/keys/create-key";
import { revokeKey } from "@/lib/records/keys/revoke-key";
import { operatorToken } from "@/lib/surfaces/process/operator-token";
import { createTestApp, errorOf } from "@/lib/testing/test-app";
import { createTestClock } from "@/lib/testing/test-clock";
import { peerHeader } from "./read-peer";

const clock = createTestClock();
const app = await createTestApp({ clock });
const word = "word-of-this-process";
const facts = { address: "127.0.0.1", httpVersion: "1.1", forwarding: [] };
const local = {
  host: "127.0.0.1:8000",
  [peerHeader]: `${word} ${Buffer.from(JSON.stringify(facts)).toString("base64url")}`,
};
const request = { name: "test", intents: ["*"], namespace: "default", rights: [] };

beforeAll(() => {
  (globalThis as unknown as Record<symbol, unknown>)[Symbol.for("orchestrator.peer-word")] = { word };
});

const whoami = async (headers: Record<string, string>) =>
  app.send({ path: "/intents/system.whoami", body: {}, headers });

async function callerOf(response: Response): Promise<string> {
  expect(response.status).toBe(200);
  return ((await response.json()) as { result: { caller: string } }).result.caller;
}

it("knows the holder of a key", async () => {
  const { key } = await createKey(app.ctx, { ...request, name: "holder" });
  expect(await callerOf(await whoami({ authorization: `Bearer ${key}` }))).toBe("holder");
  expect(await callerOf(await whoami({ authorization: `bearer ${key}` }))).toBe("holder");
});

it("keeps a key's hash, not the key", async () => {
  const { key } = await createKey(app.ctx, request);
  const rows = JSON.stringify(await app.ctx.db.query.apiKeys.findMany());
  expect(rows).not.toContain(key);
  expect(rows).toContain(sha256Hex(key));
});

it("refuses a request without a key, and says how one is sent", async () => {
  const response = await whoami({});
  expect(response.status).toBe(401);
  expect(response.headers.get("www-authenticate")).toBe('Bearer realm="orchestrator"');
  expect(await errorOf(response)).toMatchObject({ code: "unauthorized", hint: expect.stringContaining("Bearer ork_") });
});

it.each([
  ["an unknown key", `Bearer ork_${"x".repeat(43)}`],
  ["an empty header", ""],
  ["a scheme alone", "Bearer"],
  ["a key without its scheme", `ork_${"x".repeat(43)}`],
  ["another scheme", "Basic YWRtaW46YWRtaW4="],
  ["two keys", "Bearer ork_a ork_b"],
  ["a key over 512 characters", `Bearer ${"x".repeat(513)}`],
  ["a key with a letter beyond ASCII", "Bearer ork_\u00e9"],
  ["an operator token that is none", `Bearer ${operatorToken("another installation's secret key")}`],
])("refuses %s, also on this very machine", async (_, authorization) => {
  for (const from of [{}, local]) {
    const response = await whoami({ ...from, authorization });
    expect(response.status).toBe(401);
    expect((await errorOf(response)).error).toMatch(
      /^The (API key is unknown|Authorization header does not hold a bearer key)/,
    );
  }
});

it("refuses an unknown key before it reads the body", async () => {
  const body = new ReadableStream({ pull: () => expect.unreachable("the body is read") }, { highWaterMark: 0 });
  expect((await app.send({ path: "/orchestrate", key: "ork_unknown", body })).status).toBe(401);
});

it("refuses a key from its expiry on", async () => {
  const expires_at = new Date(clock.now().getTime() + 60_000).toISOString();
  const { key } = await createKey(app.ctx, { ...request, expires_at });
  clock.advance(58_000);
  expect((await whoami({ authorization: `Bearer ${key}` })).status).toBe(200);
  clock.advance(2_000);
  expect((await whoami({ authorization: `Bearer ${key}` })).status).toBe(401);
});

it("refuses a revoked key within a second, though it was used a moment ago", async () => {
  const { key, key_id } = await createKey(app.ctx, request);
  expect((await whoami({ authorization: `Bearer ${key}` })).status).toBe(200);
  await revokeKey(app.ctx, key_id);
  clock.advance(1_000);
  expect((await whoami({ authorization: `Bearer ${key}` })).status).toBe(401);
});

it("takes a call without a key for the local caller's on this machine only", async () => {
  expect(await callerOf(await whoami(local))).toBe("local");
  expect((await whoami({ ...local, host: "evil.com" })).status).toBe(401);
  expect((await whoami({ ...local, origin: "https://evil.com" })).status).toBe(401);
});

it("lets the local caller call intents, and administer nothing", async () => {
  const response = await app.send({ path: "/keys", headers: local });
  expect(response.status).toBe(403);
  expect((await errorOf(response)).code).toBe("forbidden");
});

it("lets the command line's token administer keys, and call no intent", async () => {
  const authorization = `Bearer ${operatorToken(app.runtime.secretKey)}`;
  expect((await app.send({ path: "/keys", headers: { authorization } })).status).toBe(200);
  expect((await whoami({ authorization })).status).toBe(403);
});

it.each([
  "next-auth.session-token=garbage",
  "next-auth.session-token=",
  "next-auth.session-token",
  "a=b; next-auth.session-token.0=x",
])("takes the cookie %s for nobody's", async (cookie) => {
  expect((await whoami({ cookie })).status).toBe(401);
});

it("makes no key that has expired already", async () => {
  const authorization = `Bearer ${operatorToken(app.runtime.secretKey)}`;
  const body = { name: "late", expires_at: clock.now().toISOString() };
  const response = await app.send({ path: "/keys", headers: { authorization }, body });
  expect(response.status).toBe(400);
  expect(await errorOf(response)).toMatchObject({ code: "invalid_request", errors: [{ path: "expires_at" }] });
});

it("refuses an access token of OAuth, good or not: it is for /mcp only", async () => {
  const response = await whoami({ authorization: `Bearer oat_${"x".repeat(43)}` });
  expect(response.status).toBe(401);
  expect(await errorOf(response)).toMatchObject({
    code: "unauthorized",
    error: "An access token is good for /mcp only.",
  });
});
