import { encode } from "next-auth/jwt";
import { expect, it } from "vitest";
import { users } from "@/lib/db/schema";
import { createTestApp, errorOf } from "@/lib/testing/test-app";

const app = await createTestApp();
const own = { host: "127.0.0.1:8000", origin: "http://127.0.0.1:8000" };
const roles = ["viewer", "operator", "admin"] as const;
await app.ctx.db
  .insert(users)
  .values(
    roles.map((role) => ({ id: role, email: `${role}@example.com`, passwordHash: "", role, createdAt: new Date() })),
  );

type CookieOptions = { secret?: string; ageMs?: number };

async function cookieOf(id: string, { secret = app.runtime.sessionSecret, ageMs = 0 }: CookieOptions = {}) {
  const token = { sub: id, signedInMs: app.ctx.clock.now().getTime() - ageMs };
  return { cookie: `a=b; next-auth.session-token=${await encode({ token, secret })}` };
}

const whoami = async (headers: Record<string, string>) =>
  app.send({ path: "/intents/system.whoami", body: {}, headers });

it("knows a console user by the session's cookie", async () => {
  const response = await whoami({ ...(await cookieOf("operator")), ...own });
  expect(await response.json()).toMatchObject({ result: { caller: "operator@example.com", kind: "user" } });
});

it.each([
  ["viewer", 403, 403],
  ["operator", 200, 403],
  ["admin", 200, 200],
])("lets a %s call intents: %s, and read keys: %s", async (role, call, keys) => {
  const headers = { ...(await cookieOf(role)), ...own };
  expect((await whoami(headers)).status).toBe(call);
  expect((await app.send({ path: "/keys", headers })).status).toBe(keys);
});

it("takes the role that the database gives now, and nobody's who is gone", async () => {
  const headers = { ...(await cookieOf("nobody")), ...own };
  expect((await whoami(headers)).status).toBe(401);
});

it("refuses a session signed with another secret", async () => {
  expect((await whoami({ ...(await cookieOf("admin", { secret: "another secret" })), ...own })).status).toBe(401);
});

it("ends a session 30 days after its sign-in, however often its cookie was renewed", async () => {
  const dayMs = 24 * 60 * 60 * 1000;
  expect((await whoami({ ...(await cookieOf("admin", { ageMs: 30 * dayMs })), ...own })).status).toBe(200);
  expect((await whoami({ ...(await cookieOf("admin", { ageMs: 30 * dayMs + 1_000 })), ...own })).status).toBe(401);
});

it.each<[name: string, headers: Record<string, string>]>([
  ["from another site", { ...own, origin: "https://evil.com" }],
  ["from another port", { ...own, origin: "http://127.0.0.1:3000" }],
  ["from a page without an origin", { ...own, origin: "null" }],
  ["without an Origin", { host: own.host }],
])("refuses a change %s, though the cookie is good", async (_, headers) => {
  const response = await whoami({ ...(await cookieOf("admin")), ...headers });
  expect(response.status).toBe(403);
  expect(await errorOf(response)).toMatchObject({ code: "forbidden", errors: [{ path: "Origin" }] });
});

it("lets a page of any origin read, since the browser shows it nothing", async () => {
  const headers = { ...(await cookieOf("viewer")), host: own.host };
  expect((await app.send({ path: "/jobs", headers })).status).toBe(200);
});
