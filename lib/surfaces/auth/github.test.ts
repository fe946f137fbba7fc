import { expect, it } from "vitest";
import { addUser } from "@/lib/testing/add-user";
import { createBrowser } from "@/lib/testing/browser";
import { startFlowStandIn } from "@/lib/testing/flow-stand-in";
import { createTestApp } from "@/lib/testing/test-app";

type Email = { email: string; primary: boolean; verified: boolean };

const state: { id: number; emails: Email[]; status: number } = { id: 1, emails: [], status: 200 };
// A stand-in for a GitHub Enterprise Server, at the socket.
const github = await startFlowStandIn(({ url }) => {
  const answers: Record<string, unknown> = {
    "/login/oauth/access_token": { access_token: "gho_tests", token_type: "bearer", scope: "read:user,user:email" },
    // What the profile says of an address counts for nothing.
    "/api/v3/user": { id: state.id, login: "ada", name: null, email: "boss@example.com" },
    "/api/v3/user/emails": state.emails,
  };
  const headers = { "content-type": "application/json" };
  return { status: url.includes("emails") ? state.status : 200, headers, body: JSON.stringify(answers[url] ?? {}) };
});
const app = await createTestApp({
  variables: { AUTH_GITHUB_ID: "gh", AUTH_GITHUB_SECRET: "gh secret", AUTH_GITHUB_URL: github.url },
});
await addUser(app.ctx, { email: "boss@example.com", role: "admin" });
await addUser(app.ctx, { email: "ada@example.com", role: "operator" });

async function signIn() {
  const browser = createBrowser(app);
  const { url } = (await (await browser.post("signin/github", {})).json()) as { url: string };
  expect(url).toContain(`${github.url}/login/oauth/authorize`);
  const query = new URLSearchParams({ code: "tests", state: new URL(url).searchParams.get("state") ?? "" });
  const response = await browser.auth(`callback/github?${query}`);
  return { location: response.headers.get("location"), account: await browser.send({ path: "/account" }) };
}

const one = (email: string, facts: Partial<Email> = {}): Email => ({ email, primary: true, verified: true, ...facts });

it("knows somebody by the primary address that GitHub has verified", async () => {
  state.emails = [one("boss@example.com", { primary: false }), one("ada@example.com")];
  const { account } = await signIn();
  expect(await account.json()).toMatchObject({ email: "ada@example.com", role: "operator" });
});

it.each<[string, Email[]]>([
  ["a primary address that was not verified", [one("boss@example.com", { verified: false })]],
  ["a verified one that is not the primary", [one("boss@example.com", { primary: false })]],
  ["none at all", []],
])("lets nobody in by %s", async (_, emails) => {
  state.id += 1;
  state.emails = emails;
  const { location, account } = await signIn();
  expect(location).toBe("/sign-in?error=Unverified");
  expect(account.status).toBe(401);
});

it("lets nobody in when GitHub does not say which addresses are theirs", async () => {
  state.id += 1;
  state.emails = [one("boss@example.com")];
  state.status = 404;
  expect((await signIn()).location).toBe("/sign-in?error=OAuthCallback");
  state.status = 200;
});
