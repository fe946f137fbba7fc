import { readFileSync } from "node:fs";
import { expect, type Page } from "@playwright/test";
import { signIn } from "./console";
import { expectSound } from "./expect-sound";
import { adminEmail, apiKey, baseUrl } from "./installation";
import { addMember, signInElsewhere } from "./people";
import { screens } from "./screens";
import { test } from "./test";

const rows = (page: Page) => page.getByRole("table", { name: "Audit log" }).getByRole("button");

async function openAudit(page: Page, query = "") {
  await page.goto(`/console/audit${query}`);
  await expect(rows(page).first()).toBeVisible();
}

test("the log is narrowed by kind and by person through the address, and a row shows all of itself", async ({
  page,
  request,
}) => {
  const email = await addMember(request, "viewer");
  await signIn(page);
  await openAudit(page);
  await page.getByLabel("Kind").selectOption("user.joined");
  await expect(page).toHaveURL(`${baseUrl}/console/audit?kind=user.joined`);
  await expect(rows(page).first()).toHaveText("user.joined");
  await page.getByLabel("Who").fill(email);
  await page.getByLabel("Who").press("Enter");
  await expect(rows(page)).toHaveCount(1);
  await rows(page).click();
  await expect(page.getByRole("group", { name: /^Data of row/ })).toContainText(`"email": "${email}"`);
  await page.getByRole("link", { name: "Clear" }).click();
  await expect(page).toHaveURL(`${baseUrl}/console/audit`);
  await page.goto("/console/audit?actor=nobody-at-all");
  await expect(page.getByText("No row fits this view")).toBeVisible();
});

test("the chain is verified, and its last hash can be kept", async ({ page, request }) => {
  await addMember(request, "viewer");
  await signIn(page);
  await openAudit(page);
  await page.getByRole("button", { name: "Verify the chain" }).click();
  await expect(page.getByText(/The chain is whole: \d+ rows/)).toBeVisible();
  await expect(page.getByRole("group", { name: "The last good row and its hash" })).toContainText(/^\d+ [0-9a-f]{64}/);
});

test("what the view shows is downloaded as JSON lines", async ({ page, request }) => {
  await addMember(request, "viewer");
  await signIn(page);
  await openAudit(page, "?kind=user.invited");
  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export these" }).click();
  const file = await (await downloading).path();
  const lines = readFileSync(file, "utf8").trimEnd().split("\n");
  for (const line of lines) expect(JSON.parse(line)).toMatchObject({ kind: "user.invited", seq: expect.any(Number) });
});

test("an operator reads the log and cannot verify it, and a viewer is told why not", async ({ browser, request }) => {
  const operator = await signInElsewhere(browser, await addMember(request, "operator"));
  await openAudit(operator);
  await expect(operator.getByRole("button", { name: "Verify the chain" })).toBeHidden();
  const viewer = await signInElsewhere(browser, await addMember(request, "viewer"));
  await viewer.goto("/console/audit");
  await expect(viewer.getByText("Your account may not do this")).toBeVisible();
});

test("what others wrote into the log is shown as text", async ({ page, request }) => {
  const headers = { authorization: `Bearer ${apiKey}` };
  await request.post("/keys", { headers, data: { name: "k" } });
  const hostile = `<img src=x onerror="alert(1)">\u202egnp`;
  await page.route("**/api/audit?*", async (route) => {
    const answer = (await (await route.fetch()).json()) as {
      entries: { data: object; actor: { name: string }; subject: string }[];
    };
    for (const entry of answer.entries)
      Object.assign(entry, { data: { text: hostile }, subject: hostile, actor: { ...entry.actor, name: hostile } });
    await route.fulfill({ json: answer });
  });
  await signIn(page);
  await openAudit(page);
  await rows(page).first().click();
  await expect(page.locator("main img")).toHaveCount(0);
  expect(await page.locator("main").textContent()).not.toContain("\u202e");
});

for (const { name, ...look } of screens) {
  test.describe(name, () => {
    test.use(look);

    test("the audit log is sound, open rows and verdict too", async ({ page, request }) => {
      await addMember(request, "viewer");
      await signIn(page);
      await openAudit(page);
      await rows(page).first().click();
      await page.getByRole("button", { name: "Verify the chain" }).click();
      await expect(page.getByText(/The chain is whole/)).toBeVisible();
      await expectSound(page);
      await expect(page.getByText(adminEmail).first()).toBeAttached();
    });
  });
}
