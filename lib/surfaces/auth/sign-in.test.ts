import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decode, encode } from "next-auth/jwt";
import { afterAll, expect, it } from "vitest";
import { createLog } from "@/lib/core/log";
import { addUser, testPassword } from "@/lib/testing/add-user";
import { createBrowser } from "@/lib/testing/browser";
import { createTestApp } from "@/lib/testing/test-app";
import { handleAuth } from "./handle-auth";

const folder = mkdtempSync(join(tmpdir(), "orchestrator-sign-in-"));
const logFile = join(folder, "orchestrator.log");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const log = createLog({ file: logFile, level: "trace" });
const app = await createTestApp({ log, variables: { ORCHESTRATOR_URL: "https://door.example.org" } });
const email = "ada@example.com";
const user = await addUser(app.ctx, { email, role: "operator" });
const sessionName = "__Secure-next-auth.session-token";

it("answers with cookies that no script reads, no other site sends, and no plain connection carries", async () => {
  const browser = createBrowser(app);
  const response = await browser.signIn(email, testPassword);
  const lines = response.headers.getSetCookie();
  const lineOf = (name: string) => lines.find((line) => line.startsWith(`${name}=`)) ?? "";
  for (const name of [sessionName, "orchestrator.device"]) {
    for (const flag of [/; HttpOnly/i, /; SameSite=Lax/i, /; Secure/i]) expect(lineOf(name)).toMatch(flag);
    expect(lineOf(name)).not.toMatch(/domain=/i);
  }
  expect(lineOf("orchestrator.device")).toContain("Path=/api/auth");
  expect(response.headers.get("cache-control")).toBe("no-store");
});

it("makes a new session at each sign-in, whatever cookie was there before", async () => {
  const browser = createBrowser(app);
  await browser.signIn(email, testPassword);
  const planted = browser.cookies.get(sessionName) ?? "";
  const victim = createBrowser(app);
  victim.cookies.set(sessionName, planted);
  await victim.signIn(email, testPassword);
  expect(victim.cookies.get(sessionName)).not.toBe(planted);
  await victim.send({ method: "POST", path: "/account/sign-out-everywhere" });
  expect((await victim.send({ path: "/account" })).status).toBe(401);
  expect((await browser.send({ path: "/account" })).status).toBe(401);
});

it("holds a session's version, and nothing of the user that could grow old", async () => {
  const browser = createBrowser(app);
  await browser.signIn(email, testPassword);
  const token = await decode({ token: browser.cookies.get(sessionName) ?? "", secret: app.runtime.sessionSecret });
  expect(Object.keys(token ?? {}).sort()).toEqual(["email", "exp", "iat", "jti", "signedInMs", "sub", "version"]);
});

it.each([-1, 99, "0", null])(
  "refuses a session of version %j, though it is sealed with our secret",
  async (version) => {
    const browser = createBrowser(app);
    const token = { sub: user.id, signedInMs: Date.now(), version: version === null ? "" : version };
    browser.cookies.set(sessionName, await encode({ token, secret: app.runtime.sessionSecret }));
    expect((await browser.send({ path: "/account" })).status).toBe(401);
    expect(await (await browser.auth("session")).json()).toEqual({});
    expect(browser.cookies.has(sessionName)).toBe(false);
  },
);

it("leads nobody elsewhere after a password", async () => {
  const browser = createBrowser(app);
  for (const callbackUrl of ["https://evil.example", "//evil.example", "https://door.example.org.evil.example"]) {
    const response = await browser.post("callback/credentials", { email, password: testPassword, callbackUrl });
    const { url } = (await response.json()) as { url: string };
    expect(new URL(url).origin).toBe("https://door.example.org");
  }
});

it.each<[string, HeadersInit, number]>([
  ["from another site", { origin: "https://evil.example" }, 403],
  ["without an origin", { origin: "" }, 403],
  ["as JSON", { "content-type": "application/json" }, 415],
])("refuses a sign-in %s", async (_, more, status) => {
  const browser = createBrowser(app);
  const { csrfToken } = (await (await browser.auth("csrf")).json()) as { csrfToken: string };
  const fields = { email, password: testPassword, csrfToken, json: "true" };
  expect((await browser.auth("callback/credentials", { fields, more })).status).toBe(status);
  expect(browser.cookies.has(sessionName)).toBe(false);
});

it("refuses a sign-in that brings no token of our own page, or another browser's", async () => {
  const stranger = createBrowser(app);
  const { csrfToken } = (await (await stranger.auth("csrf")).json()) as { csrfToken: string };
  for (const token of ["", csrfToken]) {
    const browser = createBrowser(app);
    const fields = { email, password: testPassword, csrfToken: token, json: "true" };
    await browser.auth("callback/credentials", { fields });
    expect(browser.cookies.has(sessionName)).toBe(false);
  }
});

it("reads 16 KB of a form and no more, whatever length it declares", async () => {
  const request = new Request("http://127.0.0.1:8000/api/auth/callback/credentials", {
    method: "POST",
    headers: {
      host: "127.0.0.1:8000",
      origin: "http://127.0.0.1:8000",
      "content-type": "application/x-www-form-urlencoded",
      "content-length": "10",
    },
    body: `email=${"x".repeat(17 * 1024)}`,
  });
  const response = await handleAuth(request, { params: Promise.resolve({ nextauth: ["callback", "credentials"] }) });
  expect(response.status).toBe(413);
});

it.each([
  ["GET", "signin"],
  ["POST", "signin"],
  ["GET", "signin/credentials"],
  ["POST", "signin/credentials"],
  ["GET", "callback/credentials"],
  ["POST", "callback/oidc"],
  ["GET", "providers"],
  ["GET", "error"],
  ["POST", "_log"],
  ["POST", "session"],
  ["GET", "signout"],
])("keeps next-auth's %s %s closed", async (method, path) => {
  const browser = createBrowser(app);
  const response = await browser.auth(path, method === "POST" ? { fields: { a: "b" } } : {});
  expect(response.status).toBe(404);
});

it("tells the log neither passwords nor cookies, whatever goes wrong", async () => {
  const secrets = ["hunter2 in a password", "hunter2 in a token"];
  const browser = createBrowser(app);
  await browser.signIn(email, secrets[0] ?? "");
  await browser.signIn("nobody@example.com", secrets[0] ?? "");
  browser.cookies.set(sessionName, secrets[1] ?? "");
  await browser.auth("session");
  await browser.auth("callback/nowhere?code=hunter2&state=hunter2");
  await expect.poll(() => readFileSync(logFile, "utf8")).toContain("a sign-in was refused");
  expect(readFileSync(logFile, "utf8")).not.toContain("hunter2");
});
