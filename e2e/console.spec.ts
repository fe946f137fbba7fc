import { expect } from "@playwright/test";
import { call, signIn } from "./console";
import { apiKey, baseUrl } from "./installation";
import { test } from "./test";

const hostile = `<img src=x onerror="alert(1)"><script>alert(2)</script> \u202egnp.exe\u2069\u200b \u0007 {{7*7}} </pre>`;

test.beforeEach(async ({ page }) => {
  await signIn(page);
});

test("a job's page shows its result, its inputs and the call to repeat", async ({ page, request }) => {
  const text = `It's a note ${Date.now()}`;
  const { envelope } = await call(request, { intent: "memory.write", inputs: { text, tags: ["e2e"] } });
  await page.goto(`/console/jobs/${envelope.job_id}`);
  await expect(page.getByRole("heading", { name: "memory.write", level: 1 })).toBeVisible();
  await expect(page.getByRole("group", { name: "Result as JSON" })).toContainText(envelope.result.item_id);
  await expect(page.getByRole("group", { name: "Inputs as JSON" })).toContainText(text);
  await expect(page.getByRole("group", { name: "This call as a curl command" })).toContainText(
    `curl -X POST ${baseUrl}/orchestrate`,
  );
  await expect(page.getByText(/^req_/)).toBeVisible();
});

test("the curl command of a job is copied as it is shown", async ({ page, request, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { envelope } = await call(request, { intent: "memory.write", inputs: { text: "It's quoted" } });
  await page.goto(`/console/jobs/${envelope.job_id}`);
  await page.getByRole("button", { name: "Copy as curl" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Copied." })).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain(`"text":"It'\\''s quoted"`);
});

test("a job that failed shows its error and what to do about it", async ({ page, request }) => {
  const { envelope } = await call(request, { intent: "memory.get", inputs: { item_id: `mem_${"0".repeat(26)}` } });
  expect(envelope.status).toBe("error");
  await page.goto(`/console/jobs/${envelope.job_id}`);
  await expect(page.getByRole("heading", { name: "Error" })).toBeVisible();
  await expect(page.getByText(envelope.error).first()).toBeVisible();
  await expect(page.getByText(envelope.code).first()).toBeVisible();
});

test("a memory full of markup and hidden characters is shown as text", async ({ page, request }) => {
  page.on("dialog", () => {
    throw new Error("a dialog opened");
  });
  const { envelope } = await call(request, {
    intent: "memory.write",
    inputs: { text: hostile, tags: ["<b>tag</b>"] },
    context: { "<i>key</i>": hostile },
  });
  await page.goto(`/console/jobs/${envelope.job_id}`);
  const inputs = page.getByRole("group", { name: "Inputs as JSON" });
  await expect(inputs).toContainText('<img src=x onerror=\\"alert(1)\\">');
  await expect(inputs).toContainText("\\u202egnp.exe\\u2069\\u200b \\u0007");
  await expect(page.locator("img, main script, main b, main i")).toHaveCount(0);
  const shown = (await page.locator("main").textContent()) ?? "";
  for (const hidden of ["\u0007", "\u200b", "\u202e", "\u2069"]) expect(shown).not.toContain(hidden);
});

test("an unknown job is said to be unknown", async ({ page }) => {
  for (const id of [`job_${"0".repeat(26)}`, "%3Cscript%3E", "..%2f..%2fkeys"]) {
    await page.goto(`/console/jobs/${id}`);
    await expect(page.getByRole("alert").filter({ hasText: "Not found" })).toBeVisible();
  }
});

test("every intent of GET /tools is on the tools page", async ({ page, request }) => {
  const response = await request.get("/tools", { headers: { authorization: `Bearer ${apiKey}` } });
  const { tools } = (await response.json()) as { tools: { intent: string; description: string }[] };
  expect(tools.length).toBeGreaterThan(3);
  await page.goto("/console/tools");
  for (const { intent, description } of tools) {
    const card = page.getByRole("article").filter({ has: page.getByRole("heading", { name: intent, exact: true }) });
    await expect(card).toContainText(description);
  }
});

const change = { intent: "memory.write", inputs: { text: "forged" } };

for (const { name, origin, status } of [
  { name: "from no origin", origin: undefined, status: 403 },
  { name: "from another site", origin: "https://evil.example", status: 403 },
  { name: "from another port", origin: "http://127.0.0.1:9999", status: 403 },
  { name: "from an opaque origin", origin: "null", status: 403 },
  { name: "from the console itself", origin: baseUrl, status: 200 },
]) {
  test(`a change with a session cookie ${name} gets ${status}`, async ({ page }) => {
    const headers = origin === undefined ? {} : { origin };
    const response = await page.request.post("/orchestrate", { data: change, headers });
    expect(response.status()).toBe(status);
  });
}
