import { expect } from "@playwright/test";
import { fillSignIn, signIn } from "./console";
import { adminEmail, baseUrl, port } from "./installation";
import { test } from "./test";

test("the bare address leads a signed-out visitor to the sign-in page", async ({ page }) => {
  await page.goto("/");
  await expect(page).toHaveURL(`${baseUrl}/sign-in?callbackUrl=%2Fconsole`);
  await expect(page).toHaveTitle("Sign in · Orchestrator");
});

test("a signed-out visitor is sent to sign in, and then to the page that was asked for", async ({ page }) => {
  await page.goto("/console/tools?from=a%20link");
  await expect(page).toHaveURL(/\/sign-in\?/);
  await fillSignIn(page);
  await expect(page).toHaveURL(`${baseUrl}/console/tools?from=a+link`);
  await expect(page.getByRole("heading", { name: "Tools", level: 1 })).toBeVisible();
});

test("an old link to a filtered list survives the way through the sign-in page", async ({ page }) => {
  await page.goto("/console?state=failed&intent=memory.write");
  await fillSignIn(page);
  await expect(page).toHaveURL(`${baseUrl}/console/jobs?state=failed&intent=memory.write`);
  await expect(page.getByRole("button", { name: "State: Failed" })).toBeVisible();
});

test("a new installation shows the call to type", async ({ page }) => {
  await signIn(page);
  await expect(page.getByText("No jobs yet")).toBeVisible();
  const curl = page.getByRole("group", { name: "The first call" });
  await expect(curl).toContainText(`curl -X POST ${baseUrl}/orchestrate`);
  await expect(curl).toContainText('{"intent":"memory.write","inputs":{"text":"Hello World","tags":["test"]}}');
});

test("a wrong password and an unknown user get the same one message", async ({ page }) => {
  await page.goto("/sign-in");
  for (const given of [{ password: "not the password" }, { email: "nobody@example.com" }]) {
    await fillSignIn(page, given);
    await expect(page.getByRole("alert").filter({ hasText: "wrong" })).toHaveText(
      "The e-mail address or the password is wrong.",
    );
    await expect(page).toHaveURL(`${baseUrl}/sign-in`);
  }
});

test("repeated wrong passwords are slowed down, for an account that does not exist too", async ({ page }) => {
  await page.goto("/sign-in");
  const answers: string[] = [];
  for (let attempt = 0; attempt < 7; attempt++) {
    const answered = page.waitForResponse("**/api/auth/callback/credentials");
    await fillSignIn(page, { email: "throttled@example.com" });
    answers.push(((await (await answered).json()) as { url: string }).url);
  }
  expect(answers.filter((url) => url.includes("CredentialsSignin"))).toHaveLength(5);
  await expect(page.getByText("Too many attempts")).toBeVisible();
});

test("signing in works under localhost although the address is 127.0.0.1, and stays there", async ({ page }) => {
  await page.goto(`http://localhost:${port}/console/tools`);
  await fillSignIn(page);
  await expect(page.getByRole("heading", { name: "Tools", level: 1 })).toBeVisible();
  expect(new URL(page.url()).host).toBe(`localhost:${port}`);
});

for (const elsewhere of [
  "https://evil.example/",
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "javascript:alert(1)",
]) {
  test(`sign-in never leads to ${JSON.stringify(elsewhere)}`, async ({ page }) => {
    await page.goto(`/sign-in?${new URLSearchParams({ callbackUrl: elsewhere })}`);
    await fillSignIn(page);
    await expect(page).toHaveURL(`${baseUrl}/console`);
  });
}

test("signing out ends the session in the browser and for the API", async ({ page }) => {
  await signIn(page);
  await expect(page.getByText(adminEmail)).toBeVisible();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(`${baseUrl}/sign-in`);
  await page.goto("/console");
  await expect(page).toHaveURL(/\/sign-in\?/);
  const session = await page.request.get("/api/auth/session");
  expect(await session.json()).toEqual({});
});

test("a session that ends elsewhere sends the open page to sign in", async ({ page, context }) => {
  await signIn(page);
  await context.clearCookies();
  // What a browser sends when its window is looked at again.
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange", { bubbles: true })));
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=%2Fconsole/);
});

for (const path of ["signin", "error", "providers", "_log", "verify-request"]) {
  test(`next-auth's own /api/auth/${path} stays closed`, async ({ request }) => {
    for (const method of ["GET", "POST"]) {
      const response = await request.fetch(`/api/auth/${path}`, { method, form: { code: "x", level: "error" } });
      expect(response.status()).toBe(404);
    }
  });
}
