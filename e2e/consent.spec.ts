import { createHash, randomBytes } from "node:crypto";
import { type APIRequestContext, expect, type Page, test } from "@playwright/test";
import { fillSignIn, signIn } from "./console";
import { expectSound } from "./expect-sound";
import { adminEmail, baseUrl } from "./installation";
import { screens } from "./screens";

const redirectUri = "http://127.0.0.1:39871/callback";
const hostile = `<img src=x onerror="alert(1)"> Claude \u202egnp.exe {{7*7}}`;

type Asking = { clientId: string; verifier: string; query: Record<string, string> };

/** A program that registers itself, with the request it sends its user with. */
async function register(request: APIRequestContext, name = "A client", uri = redirectUri): Promise<Asking> {
  const registered = await request.post("/oauth/register", {
    data: { client_name: name, redirect_uris: [uri] },
  });
  expect(registered.status()).toBe(201);
  const { client_id: clientId } = await registered.json();
  const verifier = randomBytes(32).toString("base64url");
  const query = {
    response_type: "code",
    client_id: clientId,
    redirect_uri: uri,
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
    state: "the state",
    resource: `${baseUrl}/mcp`,
  };
  return { clientId, verifier, query };
}

const open = (page: Page, query: Record<string, string>) => page.goto(`/oauth/authorize?${new URLSearchParams(query)}`);

/** Stands in for the program's own little web server, and says what the browser brought it. */
async function catchAnswer(page: Page): Promise<() => Promise<URLSearchParams>> {
  await page.route(`${new URL(redirectUri).origin}/**`, (route) => route.fulfill({ body: "You may close this page." }));
  return async () => {
    await page.waitForURL(`${redirectUri}?**`);
    return new URL(page.url()).searchParams;
  };
}

test("a signed-out user signs in, reads who asks, and lets the program in", async ({ page, request }) => {
  const { query, clientId, verifier } = await register(request);
  const answer = await catchAnswer(page);
  await open(page, query);
  await expect(page).toHaveURL(/\/sign-in\?/);
  await fillSignIn(page);
  await expect(page.getByRole("heading", { name: "Let A client in?" })).toBeVisible();
  await expect(page.getByText("nobody vouches for its name")).toBeVisible();
  await expect(page.getByText("127.0.0.1:39871", { exact: true })).toBeVisible();
  await expect(page.getByText(adminEmail)).toBeVisible();
  await page.getByRole("button", { name: "Approve" }).click();
  const brought = Object.fromEntries(await answer());
  expect(brought).toEqual({ code: expect.stringMatching(/^oac_/), state: "the state", iss: baseUrl });
  const form = { grant_type: "authorization_code", client_id: clientId, redirect_uri: redirectUri };
  const tokens = await request.post("/oauth/token", {
    form: { ...form, code: brought.code ?? "", code_verifier: verifier },
  });
  expect(await tokens.json()).toMatchObject({ token_type: "Bearer", scope: "*" });
});

test("a program is let in for the intents that are named, and for no others", async ({ page, request }) => {
  const { query, clientId, verifier } = await register(request);
  const answer = await catchAnswer(page);
  await signIn(page);
  await open(page, query);
  await page.getByLabel("Only these intents").click();
  await expect(page.getByRole("button", { name: "Approve" })).toBeDisabled();
  await page.getByLabel("Intents", { exact: true }).fill("mem*");
  await expect(page.getByText("Write intents, or families")).toBeVisible();
  await page.getByLabel("Intents", { exact: true }).fill("memory.*, system.whoami");
  await page.getByRole("button", { name: "Approve" }).click();
  const code = (await answer()).get("code") ?? "";
  const form = { grant_type: "authorization_code", client_id: clientId, code, code_verifier: verifier };
  const tokens = await request.post("/oauth/token", { form });
  expect(await tokens.json()).toMatchObject({ scope: "memory.* system.whoami" });
});

test("a no goes back to the program as one", async ({ page, request }) => {
  const { query } = await register(request);
  const answer = await catchAnswer(page);
  await signIn(page);
  await open(page, query);
  await page.getByRole("button", { name: "Deny" }).click();
  expect(Object.fromEntries(await answer())).toEqual({ error: "access_denied", state: "the state", iss: baseUrl });
});

test("the page of a program that opens beside it says that it was answered", async ({ page, request }) => {
  const scheme = "com.example.app:/callback";
  const { query } = await register(request, "An application", scheme);
  await signIn(page);
  await open(page, query);
  await expect(page.getByText("com.example.app", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Approve" }).click();
  await expect(page.getByRole("heading", { name: "Answered" })).toBeVisible();
});

test("a name full of markup and hidden characters is shown as text", async ({ page, request }) => {
  page.on("dialog", () => {
    throw new Error("a dialog opened");
  });
  const { query } = await register(request, hostile);
  await signIn(page);
  await open(page, query);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    'Let <img src=x onerror="alert(1)"> Claude gnp.exe {{7*7}} in?',
  );
  await expect(page.locator("main img")).toHaveCount(0);
});

for (const [what, change] of Object.entries({
  "an address that is not its own": { redirect_uri: "https://evil.example/" },
  "a script for an address": { redirect_uri: "javascript:alert(1)" },
  "a client that nobody knows": { client_id: "oac_nobody" },
  "an address of this machine's network as its id": { client_id: "https://10.0.0.1/client.json" },
})) {
  test(`a request with ${what} is told to the user and leads nowhere`, async ({ page, request }) => {
    const { query } = await register(request);
    await signIn(page);
    await open(page, { ...query, ...change });
    await expect(page.getByRole("heading", { name: "This request cannot be answered" })).toBeVisible();
    await expect(page.locator("main a")).toHaveCount(0);
    expect(page.url()).toContain(`${baseUrl}/oauth/authorize`);
  });
}

test("a request without PKCE goes back by a click alone", async ({ page, request }) => {
  const { query } = await register(request);
  const answer = await catchAnswer(page);
  await signIn(page);
  await open(page, { ...query, code_challenge_method: "plain" });
  await page.getByRole("link", { name: "Back to 127.0.0.1:39871" }).click();
  expect((await answer()).get("error")).toBe("invalid_request");
});

test("the consent page cannot be framed", async ({ page, request }) => {
  const { query } = await register(request);
  await signIn(page);
  const response = await open(page, query);
  expect(response?.headers()).toMatchObject({
    "x-frame-options": "DENY",
    "content-security-policy": expect.stringContaining("frame-ancestors 'none'"),
  });
});

test("the documents are where clients look for them", async ({ request }) => {
  for (const path of ["oauth-protected-resource", "oauth-protected-resource/mcp", "oauth-authorization-server"]) {
    expect((await request.get(`/.well-known/${path}`)).status()).toBe(200);
  }
  expect((await request.get("/.well-known/openid-configuration")).status()).toBe(404);
});

for (const { name, ...screen } of screens) {
  test.describe(name, () => {
    test.use(screen);

    test("the question and the refusal keep their shape", async ({ page, request }) => {
      const { query } = await register(request, "A program with a long name that goes on for more than one line of it");
      await signIn(page);
      await open(page, query);
      await page.getByLabel("Only these intents").click();
      await expect(page.getByRole("button", { name: "Deny" })).toBeVisible();
      await expectSound(page);
      await open(page, { ...query, response_type: "token" });
      await expect(page.getByRole("link", { name: /^Back to/ })).toBeVisible();
      await expectSound(page);
    });
  });
}
