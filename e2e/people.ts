import type { APIRequestContext, Browser, Page } from "@playwright/test";
import { expect } from "@playwright/test";
import type { CreatedInvitation } from "@/lib/contracts/invitation";
import type { UserRole } from "@/lib/contracts/user";
import { apiKey, baseUrl } from "./installation";

export const memberPassword = "a password for the browser tests";
const headers = { authorization: `Bearer ${apiKey}` };
let lastN = 0;

/** Makes a user by an invitation, as a script would, and answers with their address. */
export async function addMember(request: APIRequestContext, role: UserRole): Promise<string> {
  const email = `${role}${++lastN}-${Date.now()}@example.com`;
  const made = await request.post("/invitations", { headers, data: { email, role } });
  const { link } = (await made.json()) as CreatedInvitation;
  const data = { token: link.split("#")[1], name: `Robin ${role}`, password: memberPassword };
  expect((await request.post("/invitations/accept", { data })).status()).toBe(201);
  return email;
}

/** Another browser, where somebody is signed in. */
export async function signInElsewhere(browser: Browser, email: string): Promise<Page> {
  const context = await browser.newContext({ baseURL: baseUrl, locale: "en-GB" });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel(/^Password/).fill(memberPassword);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(`${baseUrl}/console`);
  return page;
}
