import { expect, type Page } from "@playwright/test";
import { fillSignIn, signIn } from "./console";
import { expectSound } from "./expect-sound";
import { adminEmail, baseUrl, oidcEmail, oidcName } from "./installation";
import { addMember, memberPassword, signInElsewhere } from "./people";
import { screens } from "./screens";
import { test } from "./test";

const people = (page: Page) => page.getByRole("table", { name: "People" });
const rowOf = (page: Page, email: string) => people(page).getByRole("row").filter({ hasText: email });

// Not /api/account: on this machine whoever has no session is the keyless local caller.
const sessionOf = async (page: Page) => (await page.request.get("/api/auth/session")).json();

async function openPeople(page: Page) {
  await page.goto("/console/settings?tab=people");
  await expect(rowOf(page, adminEmail)).toBeVisible();
}

async function makeLink(page: Page, { email, role }: { email: string; role: string }): Promise<string> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Role", { exact: true }).selectOption(role);
  await page.getByRole("button", { name: "Make a link" }).click();
  const link = page.getByRole("group", { name: "The invitation's link" }).locator("pre");
  await expect(link).toContainText("/join#inv_");
  return (await link.textContent()) ?? "";
}

test("an invited person joins by the link, once, and sees what the role allows", async ({ page, browser }) => {
  const email = `ada-${Date.now()}@example.com`;
  await signIn(page);
  await openPeople(page);
  const link = await makeLink(page, { email, role: "viewer" });
  await expect(page.getByRole("list", { name: "Open invitations" })).toContainText(email);
  const guest = await (await browser.newContext({ baseURL: baseUrl, locale: "en-GB" })).newPage();
  await guest.goto(link);
  await expect(guest.getByText(email)).toBeVisible();
  await guest.reload();
  await guest.getByLabel("Your name").fill("Ada");
  await guest.getByLabel("New password").fill(memberPassword);
  await guest.getByLabel("The same again").fill("something else");
  await expect(guest.getByRole("button", { name: "Join" })).toBeDisabled();
  await guest.getByLabel("The same again").fill(memberPassword);
  await guest.getByRole("button", { name: "Join" }).click();
  await expect(guest).toHaveURL(`${baseUrl}/console`);
  await guest.goto("/console/settings");
  await expect(guest.getByText("Viewer: sees jobs")).toBeVisible();
  await expect(guest.getByRole("tab", { name: "People" })).toBeHidden();
  await guest.goto(link);
  await guest.reload();
  await expect(guest.getByText("This link does not work")).toBeVisible();
  await openPeople(page);
  await expect(rowOf(page, email)).toContainText("Ada");
});

test("a role that changes ends the sessions of whom it is changed for", async ({ page, browser, request }) => {
  const email = await addMember(request, "viewer");
  const member = await signInElsewhere(browser, email);
  await signIn(page);
  await openPeople(page);
  await rowOf(page, email).getByRole("combobox").selectOption("operator");
  await page.getByRole("dialog").getByRole("button", { name: "Change the role" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(rowOf(page, email).getByRole("combobox")).toHaveValue("operator");
  expect(await sessionOf(member)).toEqual({});
  await member.reload();
  await expect(member).toHaveURL(/\/sign-in\?/);
});

test("somebody who is removed is out at once, and nobody can remove themselves", async ({ page, browser, request }) => {
  const email = await addMember(request, "operator");
  const member = await signInElsewhere(browser, email);
  await signIn(page);
  await openPeople(page);
  await expect(rowOf(page, adminEmail).getByRole("button", { name: /Remove/ })).toBeHidden();
  await rowOf(page, email)
    .getByRole("button", { name: /Remove/ })
    .click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(rowOf(page, email)).toBeHidden();
  expect(await sessionOf(member)).toEqual({});
  await member.goto("/sign-in");
  await fillSignIn(member, { email, password: memberPassword });
  await expect(member.getByText("The e-mail address or the password is wrong.")).toBeVisible();
});

test("the password changes for the old one, and other browsers are signed out", async ({ page, browser, request }) => {
  const email = await addMember(request, "viewer");
  const here = await signInElsewhere(browser, email);
  const there = await signInElsewhere(browser, email);
  await here.goto("/console/settings");
  const next = `${memberPassword} and more`;
  await here.getByLabel("Old password").fill("not this one");
  await here.getByLabel("New password").fill(next);
  await here.getByLabel("The same again").fill(next);
  await here.getByRole("button", { name: "Change the password" }).click();
  await expect(here.getByText("The old password is wrong.")).toBeVisible();
  await here.getByLabel("Old password").fill(memberPassword);
  await here.getByRole("button", { name: "Change the password" }).click();
  await expect(here.getByText("The password is changed")).toBeVisible();
  expect(await sessionOf(here)).toHaveProperty("user");
  expect(await sessionOf(there)).toEqual({});
  await page.goto("/sign-in");
  await fillSignIn(page, { email, password: next });
  await expect(page).toHaveURL(`${baseUrl}/console`);
});

test("signing out everywhere ends this browser's session and the others'", async ({ browser, request }) => {
  const email = await addMember(request, "viewer");
  const here = await signInElsewhere(browser, email);
  const there = await signInElsewhere(browser, email);
  await here.goto("/console/settings");
  await here.getByRole("button", { name: "Sign out everywhere …" }).click();
  await here.getByRole("dialog").getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(here).toHaveURL(/\/sign-in/);
  expect(await sessionOf(there)).toEqual({});
});

test("theme and shortcuts are kept for the person, on another machine too", async ({ browser, request }) => {
  const email = await addMember(request, "operator");
  const here = await signInElsewhere(browser, email);
  await here.goto("/console/settings");
  await here.getByText("Dark", { exact: true }).click();
  await expect(here.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark");
  // It shows what the server has kept, which is a moment after the click.
  const shortcuts = here.getByLabel("Keyboard shortcuts");
  await shortcuts.click({ force: true });
  await expect(shortcuts).not.toBeChecked();
  const there = await signInElsewhere(browser, email);
  await expect(there.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark");
  await there.goto("/console/settings");
  await expect(there.getByLabel("Keyboard shortcuts")).not.toBeChecked();
});

test("somebody who was invited comes in by the provider elsewhere, and back to the page that was asked for", async ({
  page,
  browser,
}) => {
  await signIn(page);
  await openPeople(page);
  const guest = await (await browser.newContext({ baseURL: baseUrl, locale: "en-GB" })).newPage();
  await guest.goto("/console/tools");
  await guest.getByRole("button", { name: `Continue with ${oidcName}` }).click();
  await expect(guest.getByText("Nobody has invited you yet")).toBeVisible();
  await makeLink(page, { email: oidcEmail, role: "operator" });
  await guest.goto("/console/tools");
  await guest.getByRole("button", { name: `Continue with ${oidcName}` }).click();
  await expect(guest.getByRole("heading", { name: "Tools", level: 1 })).toBeVisible();
  await expect(guest).toHaveURL(`${baseUrl}/console/tools`);
  await guest.goto("/console/settings");
  await expect(guest.getByText(oidcEmail).first()).toBeVisible();
});

for (const { name, ...look } of screens) {
  test.describe(name, () => {
    test.use(look);

    test("settings, the sign-in page and a link that does not work are sound", async ({ page }) => {
      await page.goto("/sign-in?error=AccessDenied");
      await expect(page.getByRole("alert").first()).toBeVisible();
      await expectSound(page);
      await page.goto(`/join#inv_${"a".repeat(43)}`);
      await expect(page.getByText("This link does not work")).toBeVisible();
      await expectSound(page);
      await page.goto("/console");
      await fillSignIn(page);
      await expect(page).toHaveURL(`${baseUrl}/console`);
      await page.goto("/console/settings");
      await expect(page.getByLabel("Old password")).toBeVisible();
      await expectSound(page);
      await openPeople(page);
      await makeLink(page, { email: `${"long".repeat(12)}-${Date.now()}@example.com`, role: "admin" });
      await expectSound(page);
      await page.goto("/console/settings?tab=installation");
      await expect(page.getByText("ORCHESTRATOR_APPROVAL_WEBHOOK=")).toBeVisible();
      await expectSound(page);
    });
  });
}
