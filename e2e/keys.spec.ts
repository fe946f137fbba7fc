import { type APIRequestContext, expect, type Page } from "@playwright/test";
import { signIn } from "./console";
import { expectSound } from "./expect-sound";
import { apiKey } from "./installation";
import { addMember, signInElsewhere } from "./people";
import { screens } from "./screens";
import { test } from "./test";

const keys = (page: Page) => page.getByRole("table", { name: "Keys" });
const rowOf = (page: Page, name: string) => keys(page).getByRole("row").filter({ hasText: name });
const shown = (page: Page, label: string) => page.getByRole("group", { name: label, exact: true }).locator("pre");
const withKey = (key: string) => ({ headers: { authorization: `Bearer ${key}` } });

async function whoami(request: APIRequestContext, key: string) {
  const response = await request.post("/intents/system.whoami", { ...withKey(key), data: {} });
  return { status: response.status(), text: await response.text() };
}

async function openKeys(page: Page) {
  await page.goto("/console/keys");
  await expect(keys(page)).toBeVisible();
}

/** Makes a key as a person does, and answers with it in clear. */
async function createKey(page: Page, name: string, fill: () => Promise<void> = async () => {}): Promise<string> {
  await page.goto("/console/keys?new=1");
  await page.getByLabel("Name").first().fill(name);
  await fill();
  await page.getByRole("button", { name: "Create it" }).click();
  await expect(shown(page, "The key")).toContainText(/^ork_/);
  return (await shown(page, "The key").textContent()) ?? "";
}

async function openKey(page: Page, name: string) {
  await openKeys(page);
  await rowOf(page, name).getByRole("link", { name }).click();
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
}

test("a key is created, shown once, used, paused, resumed, rotated and revoked", async ({ page, request }) => {
  test.slow();
  const name = `invoice bot ${Date.now()}`;
  await signIn(page);
  await page.getByRole("navigation", { name: "Console" }).getByRole("link", { name: "Keys" }).click();
  await page.getByRole("link", { name: "Create a key" }).first().click();
  const key = await createKey(page, name, async () => {
    await page.getByLabel("Intents that it may call").fill("system.*");
  });
  const curl = await shown(page, "A first call with it").textContent();
  expect(curl).toContain(`Authorization: Bearer ${key}`);
  await page.getByRole("link", { name: "I have kept it" }).click();
  await expect(rowOf(page, name)).toContainText("Active");
  expect(await page.content()).not.toContain(key);
  await page.goBack();
  await expect(page.getByLabel("Name").first()).toHaveValue("");
  expect(await page.content()).not.toContain(key);

  expect((await whoami(request, key)).status).toBe(200);
  await openKeys(page);
  await expect(async () => {
    await page.reload();
    await expect(rowOf(page, name)).toContainText(/Used|just now|seconds? ago/, { timeout: 1_000 });
    await expect(rowOf(page, name)).not.toContainText("never", { timeout: 1_000 });
  }).toPass();

  await rowOf(page, name)
    .getByRole("button", { name: `Pause ${name}` })
    .click();
  await page.getByRole("dialog").getByRole("button", { name: "Pause it" }).click();
  await expect(rowOf(page, name)).toContainText("Paused");
  const refused = await whoami(request, key);
  expect(refused).toEqual({ status: 403, text: expect.stringContaining("is paused") });
  await rowOf(page, name)
    .getByRole("button", { name: `Resume ${name}` })
    .click();
  await expect(rowOf(page, name)).toContainText("Active");
  expect((await whoami(request, key)).status).toBe(200);

  await openKey(page, name);
  await page.getByLabel("How long this one still works").selectOption("3600");
  await page.getByRole("button", { name: "Make the new key" }).click();
  await expect(shown(page, "The key")).toContainText(/^ork_/);
  const next = (await shown(page, "The key").textContent()) ?? "";
  expect(next).not.toBe(key);
  for (const one of [key, next]) expect((await whoami(request, one)).status).toBe(200);

  await page.getByRole("link", { name: "← All keys" }).click();
  await expect(rowOf(page, name)).toHaveCount(2);
  await rowOf(page, name).filter({ hasNotText: "replaced" }).getByRole("link", { name }).click();
  await expect(page.getByText("Took over from")).toBeVisible();
  await page.getByRole("button", { name: "Make a new secret …" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Make it" }).click();
  await expect(shown(page, "The callback secret")).toContainText(/^whsec_/);
  await page.getByRole("button", { name: "Revoke …" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("button", { name: "Revoke it" })).toBeDisabled();
  await dialog.getByLabel(/Type its name/).fill(name);
  await dialog.getByRole("button", { name: "Revoke it" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText("Revoked", { exact: true })).toBeVisible();
  expect((await whoami(request, next)).status).toBe(401);
  expect((await whoami(request, key)).status).toBe(200);
  const audit = await request.get("/audit?limit=20", withKey(apiKey));
  const text = await audit.text();
  for (const kind of ["key.created", "key.paused", "key.resumed", "key.rotated", "key.revoked"])
    expect(text).toContain(kind);
  for (const secret of [key, next]) expect(text).not.toContain(secret.slice(8));
});

test("what a key may is changed, and what the server refuses is said at its field", async ({ page, request }) => {
  const name = `narrowed ${Date.now()}`;
  await signIn(page);
  const key = await createKey(page, name);
  await openKey(page, name);
  await page.getByLabel("Intents that it may call").fill("memory.*");
  await page.getByRole("button", { name: "Namespace, addresses, limits" }).click();
  await page.getByLabel("Addresses that it may come from").fill("10.0.0.1/8");
  await page.getByLabel("At once").fill("5");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(/write 10\.0\.0\.0\/8/).first()).toBeVisible();
  await page.getByLabel("Addresses that it may come from").fill("10.0.0.0/8");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(/needs rate_per_minute/).first()).toBeVisible();
  await page.getByLabel("At once").fill("");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  expect(await whoami(request, key)).toEqual({
    status: 403,
    text: expect.stringContaining("may not be used from 127.0.0.1"),
  });
});

test("a stream of a revoked key closes within seconds", async ({ page, request, baseURL }) => {
  await signIn(page);
  const name = `streaming ${Date.now()}`;
  const key = await createKey(page, name);
  const stream = await fetch(`${baseURL}/jobs/events`, withKey(key));
  expect(stream.status).toBe(200);
  const reader = stream.body?.getReader();
  await reader?.read();
  const list = (await (await request.get("/keys?state=active", withKey(apiKey))).json()) as {
    keys: { key_id: string; name: string }[];
  };
  const id = list.keys.find((one) => one.name === name)?.key_id;
  const startedMs = Date.now();
  await request.delete(`/keys/${id}`, withKey(apiKey));
  for (let next = await reader?.read(); next && !next.done; next = await reader?.read());
  expect(Date.now() - startedMs).toBeLessThan(3_000);
});

for (const role of ["viewer", "operator"] as const) {
  test(`${role}s neither see keys nor may ask for them`, async ({ browser, request }) => {
    const member = await signInElsewhere(browser, await addMember(request, role));
    await expect(
      member.getByRole("navigation", { name: "Console" }).getByRole("link", { name: "Audit" }),
    ).toBeVisible();
    await expect(member.getByRole("navigation", { name: "Console" }).getByRole("link", { name: "Keys" })).toBeHidden();
    await member.goto("/console/keys?new=1");
    await expect(member.getByText("Only admins see and change API keys")).toBeVisible();
    await expect(member.getByRole("button", { name: "Create it" })).toBeHidden();
    await expectSound(member);
    expect((await member.request.get("/api/keys")).status()).toBe(403);
    const origin = new URL(member.url()).origin;
    const made = await member.request.post("/api/keys", { headers: { origin }, data: { name: "mine" } });
    expect(made.status()).toBe(403);
  });
}

for (const { name, ...look } of screens) {
  test.describe(name, () => {
    test.use(look);

    test("the pages of the keys are sound", async ({ page }, info) => {
      // Axe looks at eight pages.
      test.slow();
      const shot = (what: string) => page.screenshot({ path: info.outputPath(`${what}.png`), fullPage: true });
      await signIn(page);
      const long = `${"a very long name of a key ".repeat(3)}${Date.now()}`;
      await createKey(page, long, async () => {
        await page.getByLabel("Intents that it may call").fill("memory.*, system.whoami, mcp.filesystem.read_file");
        await page.getByLabel("Sees everybody's jobs").check();
        await page.getByLabel("Ends").fill("2099-01-01T00:00");
        await page.getByRole("button", { name: "Namespace, addresses, limits" }).click();
        await expect(page.getByLabel("Calls a minute")).toBeVisible();
        await shot("form");
        await expectSound(page);
      });
      await shot("shown");
      await expectSound(page);
      await page.getByRole("tab", { name: "MCP" }).click();
      await shot("mcp");
      await expectSound(page);
      await openKeys(page);
      await shot("list");
      await expectSound(page);
      await rowOf(page, long).getByRole("button", { name: /Pause/ }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
      await shot("pause");
      await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
      await openKey(page, long);
      await shot("one");
      await expectSound(page);
      await page.getByRole("button", { name: "Revoke …" }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
      await shot("revoke");
      await expectSound(page);
      await page.goto("/console/keys?id=key_environment");
      await expect(page.getByText("The environment gives this key")).toBeVisible();
      await expectSound(page);
      await page.goto("/console/keys?state=paused");
      await expect(page.getByText("No key is in this state")).toBeVisible();
      await shot("none");
      await expectSound(page);
    });
  });
}
