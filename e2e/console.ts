import { type APIRequestContext, expect, type Page } from "@playwright/test";
import { adminEmail, adminPassword, apiKey } from "./installation";

/** Types the credentials into the sign-in page that is open. */
export async function fillSignIn(page: Page, { email = adminEmail, password = adminPassword } = {}): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel(/^Password/).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

export async function signIn(page: Page): Promise<void> {
  await page.goto("/console");
  await fillSignIn(page);
  await expect(page.getByRole("heading", { name: "Overview", level: 1 })).toBeVisible();
}

/** Makes a call as a script would, with the API key, and answers with the envelope. */
export async function call(request: APIRequestContext, body: Record<string, unknown>) {
  const response = await request.post("/orchestrate", {
    data: body,
    headers: { authorization: `Bearer ${apiKey}` },
  });
  return { status: response.status(), envelope: await response.json() };
}
