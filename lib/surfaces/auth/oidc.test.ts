import { afterAll, beforeEach, expect, it } from "vitest";
import { AuditList } from "@/lib/contracts/audit";
import { createInvitation } from "@/lib/records/invitations/create-invitation";
import { findUser } from "@/lib/records/users/find-user";
import { removeUser } from "@/lib/records/users/remove-user";
import { addUser, testPassword } from "@/lib/testing/add-user";
import { createBrowser } from "@/lib/testing/browser";
import { oidcClient } from "@/lib/testing/oidc-client";
import { startOidcProgram } from "@/lib/testing/oidc-program";
import { createTestApp } from "@/lib/testing/test-app";

const callback = "http://127.0.0.1:8000/api/auth/callback/oidc";
const program = await startOidcProgram({ redirectUri: callback });
afterAll(program.close);
const app = await createTestApp({
  variables: {
    AUTH_OIDC_ISSUER: program.url,
    AUTH_OIDC_ID: oidcClient.id,
    AUTH_OIDC_SECRET: oidcClient.secret,
    AUTH_ALLOWED_DOMAINS: "allowed.example",
  },
});
await addUser(app.ctx, { email: "boss@example.com", role: "admin" });
let lastN = 0;

beforeEach(() => {
  lastN += 1;
  program.state.person = { sub: `sub-${lastN}`, email: `p${lastN}@example.com`, email_verified: true, name: "Pat" };
});

/** Follows the provider's redirects as a browser does, until it leads back to us. */
async function goThere(start: string): Promise<string> {
  const jar = new Map<string, string>();
  let at = start;
  for (let step = 0; step < 10; step++) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(at, { redirect: "manual", headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    const location = response.headers.get("location");
    if (location === null) throw new Error(`no redirect from ${at}: ${response.status} ${await response.text()}`);
    at = new URL(location, at).href;
    if (at.startsWith(callback)) return at;
  }
  throw new Error("the provider never led back");
}

async function start(browser = createBrowser(app), callbackUrl = "/console/tools") {
  const answer = (await (await browser.post("signin/oidc", { callbackUrl })).json()) as { url: string };
  return { browser, url: answer.url };
}

async function signIn(browser = createBrowser(app), callbackUrl?: string) {
  const { url } = await start(browser, callbackUrl);
  const back = await goThere(url);
  const response = await browser.auth(back.slice(back.indexOf("callback/")));
  return { browser, back, location: response.headers.get("location") };
}

const accountOf = async ({ browser }: { browser: ReturnType<typeof createBrowser> }) =>
  (await (await browser.send({ path: "/account" })).json()) as { email?: string; role?: string };

it("asks with PKCE, state and nonce, and for no more than it reads", async () => {
  const { url } = await start();
  const query = Object.fromEntries(new URL(url).searchParams);
  expect(query).toMatchObject({ scope: "openid email profile", code_challenge_method: "S256", redirect_uri: callback });
  expect(Object.keys(query)).toEqual(expect.arrayContaining(["state", "nonce", "code_challenge"]));
});

it("signs in a user who is known by a verified address, and from then on by the identity", async () => {
  const email = `p${lastN}@example.com`;
  const user = await addUser(app.ctx, { email, role: "operator" });
  const first = await signIn();
  expect(first.location).toBe("http://127.0.0.1:8000/console/tools");
  expect(await accountOf(first)).toMatchObject({ email, role: "operator", identities: [program.url] });
  program.state.person = { sub: `sub-${lastN}`, email: "renamed@example.com", email_verified: false };
  expect(await accountOf(await signIn())).toMatchObject({ email });
  const key = await app.createKey({ rights: ["admin"] });
  const { entries } = AuditList.parse(await (await app.send({ path: `/audit?subject=${user.id}`, key })).json());
  expect(entries).toMatchObject([{ kind: "user.identity_bound", actor: { id: user.id } }]);
});

it("makes a user of whoever was invited, with the role of the invitation, once", async () => {
  const email = `P${lastN}@example.com`;
  await createInvitation(app.ctx, { email, role: "operator" });
  expect(await accountOf(await signIn())).toMatchObject({ email, role: "operator", name: "Pat", has_password: false });
});

it("gives whoever joined that way no password to guess", async () => {
  const email = `p${lastN}@example.com`;
  await createInvitation(app.ctx, { email, role: "viewer" });
  await signIn();
  const browser = createBrowser(app);
  for (const password of ["", "null", testPassword]) {
    expect((await browser.signIn(email, password)).status).toBe(401);
  }
});

it("lets nobody in whom nobody knows", async () => {
  const { browser, location } = await signIn();
  expect(location).toBe("/sign-in?error=AccessDenied");
  expect([...browser.cookies.keys()]).not.toContain("next-auth.session-token");
});

it.each([undefined, false, "true", 1, "yes", null])(
  "does not take the address of somebody who was never verified (%j) for theirs",
  async (verified) => {
    program.state.person = { sub: `sub-${lastN}`, email: "boss@example.com", email_verified: verified };
    const { browser, location } = await signIn();
    expect(location).toBe("/sign-in?error=Unverified");
    expect(await accountOf({ browser })).not.toHaveProperty("email");
  },
);

it.each([
  "bo\u017fs@example.com",
  "BO\u017fS@example.com",
  "boss@example.com\u200b",
  "boss@example.com,evil@example.com",
  "boss@e\u212aample.com",
])("does not take %j for the address of somebody else", async (email) => {
  program.state.person = { sub: `sub-${lastN}`, email, email_verified: true };
  expect((await signIn()).location).toMatch(/error=(Unverified|AccessDenied)$/);
});

it("refuses another identity with the address of a user who is bound to one already", async () => {
  const email = `p${lastN}@example.com`;
  await addUser(app.ctx, { email, role: "admin" });
  await signIn();
  program.state.person = { sub: `other-${lastN}`, email, email_verified: true };
  expect((await signIn()).location).toBe("/sign-in?error=AccessDenied");
});

it("lets a verified address of an allowed domain join with the default role, and not of one that ends like it", async () => {
  for (const domain of ["evilallowed.example", "allowed.example.evil.example", "sub.allowed.example"]) {
    program.state.person = { sub: `${domain}-${lastN}`, email: `p@${domain}`, email_verified: true };
    expect((await signIn()).location).toBe("/sign-in?error=AccessDenied");
  }
  program.state.person = { sub: `sub-${lastN}`, email: "p@Allowed.Example", email_verified: true };
  expect(await accountOf(await signIn())).toMatchObject({ role: "viewer" });
});

it("keeps out whoever was removed, though the domain is allowed, until an invitation says otherwise", async () => {
  const email = `q${lastN}@allowed.example`;
  program.state.person = { sub: `sub-${lastN}`, email, email_verified: true };
  const { browser } = await signIn();
  const user = await findUser(app.ctx, { email });
  await removeUser(app.ctx, { id: user?.id ?? "", keys: "revoke" });
  expect(await accountOf({ browser })).not.toHaveProperty("email");
  expect((await signIn()).location).toBe("/sign-in?error=AccessDenied");
  program.state.person.email = `alias${lastN}@allowed.example`;
  expect((await signIn()).location).toBe("/sign-in?error=AccessDenied");
  program.state.person.email = email;
  await createInvitation(app.ctx, { email, role: "operator" });
  expect(await accountOf(await signIn())).toMatchObject({ email, role: "operator" });
});

it("takes an answer once, and only in the browser that asked", async () => {
  await addUser(app.ctx, { email: `p${lastN}@example.com`, role: "viewer" });
  const { browser, back } = await signIn();
  const path = back.slice(back.indexOf("callback/"));
  for (const other of [browser, createBrowser(app)]) {
    expect((await other.auth(path)).headers.get("location")).toBe("/sign-in?error=OAuthCallback");
  }
  const victim = createBrowser(app);
  await start(victim);
  expect((await victim.auth(path)).headers.get("location")).toBe("/sign-in?error=OAuthCallback");
  expect([...victim.cookies.keys()]).not.toContain("next-auth.session-token");
});

it.each([
  "https://evil.example/",
  "//evil.example",
  "/\\evil.example",
  "javascript:alert(1)",
  "http://127.0.0.1.evil.example:8000/",
])("never leads to %j afterwards", async (callbackUrl) => {
  await addUser(app.ctx, { email: `p${lastN}@example.com`, role: "viewer" });
  const { location } = await signIn(createBrowser(app), callbackUrl);
  expect(new URL(location ?? "", "http://127.0.0.1:8000").origin).toBe("http://127.0.0.1:8000");
});

it("does not begin for a page elsewhere, or without the token of our own page", async () => {
  const browser = createBrowser(app);
  const { csrfToken } = (await (await browser.auth("csrf")).json()) as { csrfToken: string };
  const elsewhere = { origin: "https://evil.example" };
  const forged = await browser.auth("signin/oidc", { fields: { csrfToken, json: "true" }, more: elsewhere });
  expect(forged.status).toBe(403);
  const tokenless = await browser.auth("signin/oidc", { fields: { json: "true", csrfToken: "x" } });
  expect(await tokenless.text()).not.toContain(program.url);
});
