import { expect, type Page, test } from "@playwright/test";
import { call, signIn } from "./console";
import { expectSound } from "./expect-sound";
import { screens } from "./screens";

const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);

const schema = {
  type: "object",
  properties: {
    name: { type: "string", title: "Your name" },
    guests: { type: "integer", description: "How many come" },
    isVegan: { type: "boolean", title: "Vegan" },
    table: { type: "string", title: "Table", enum: ["in", "out"], enumNames: ["Inside", "Outside"] },
  },
  required: ["name"],
};

/**
 * A real job that is shown as if it asked: no tool of this installation asks, so the browser's reading of one job, its
 * file and the answer to it are stood in for here; the routes themselves are tested in lib/surfaces/http.
 */
async function openAsking(page: Page, id: string, question: Record<string, unknown>) {
  const sent: unknown[] = [];
  let refusal: object | null = null;
  await page.route(`**/api/jobs/${id}`, async (route) => {
    const job = await (await route.fetch()).json();
    const { result: _, note: __, duration_ms: ___, ...facts } = job;
    const open = {
      id: "qst_1",
      message: "Who \u202ecomes?",
      schema: null,
      url: null,
      answer_url: `http://127.0.0.1/jobs/${id}/answer`,
      expires_at: new Date(Date.now() + 600_000).toISOString(),
      ...question,
    };
    const file = { file_id: "file_1", name: "seat map.png", mime_type: "image/png", bytes: 2048, url: "http://x/y" };
    const earlier = { id: "qst_0", message: "Sure?", url: null, state: "declined", answer: null, answered_by: "Ada" };
    const at = { created_at: facts.created_at, expires_at: facts.created_at, answered_at: facts.created_at };
    await route.fulfill({
      json: {
        ...facts,
        status: "accepted",
        state: "running",
        message: "It asks",
        poll_url: "http://x/y",
        retry_after_s: 10,
        files: [file],
        questions: [{ ...earlier, ...at }],
        ...(sent.length === 0 || refusal ? { question: open } : {}),
      },
    });
  });
  await page.route(`**/api/jobs/${id}/files/file_1`, (route) => route.fulfill({ body: png, contentType: "image/png" }));
  await page.route(`**/api/jobs/${id}/answer`, async (route) => {
    sent.push(route.request().postDataJSON());
    if (refusal) return route.fulfill({ status: 400, json: refusal });
    return route.fulfill({ json: { status: "accepted" } });
  });
  await page.goto(`/console/jobs/${id}`);
  await expect(page.getByRole("heading", { name: "It asks" })).toBeVisible();
  return {
    sent,
    refuse: (body: object | null) => {
      refusal = body;
    },
  };
}

async function makeJob(page: Page) {
  const { envelope } = await call(page.request, { intent: "system.whoami", inputs: {} });
  return String(envelope.job_id);
}

test("a form of the question's fields sends what was filled in, and shows which field is refused", async ({ page }) => {
  await signIn(page);
  const { sent, refuse } = await openAsking(page, await makeJob(page), { schema });
  await expect(page.getByText("Who \\u202ecomes?")).toBeVisible();
  await page.getByLabel("Your name").fill("Ada");
  await page.getByLabel("guests").fill("many");
  await page.getByLabel("Vegan").check();
  await page.getByRole("combobox", { name: "Table" }).click();
  await page.getByRole("option", { name: "Outside" }).click();
  refuse({ error: "The answer is not valid.", errors: [{ path: "content.guests", message: "must be integer" }] });
  await page.getByRole("button", { name: "Answer", exact: true }).click();
  await expect(page.getByText("must be integer")).toBeVisible();
  refuse(null);
  await page.getByLabel("guests").fill("2");
  await page.getByRole("button", { name: "Answer", exact: true }).click();
  await expect(page.getByRole("heading", { name: "It asks" })).toBeHidden();
  expect(sent.at(-1)).toEqual({
    question_id: "qst_1",
    action: "accept",
    content: { name: "Ada", guests: 2, isVegan: true, table: "out" },
  });
});

test("an address is shown in full, and opened by nothing but a click", async ({ page }) => {
  await signIn(page);
  const url = "https://bank.example.evil.example/login?next=/%E2%80%AE";
  const { sent } = await openAsking(page, await makeJob(page), { url });
  await expect(page.getByText(url)).toBeVisible();
  await expect(page.locator("strong", { hasText: /^bank\.example\.evil\.example$/ })).toBeVisible();
  const link = page.getByRole("link", { name: "Open bank.example.evil.example in a new tab" });
  await expect(link).toHaveAttribute("rel", "noopener noreferrer");
  expect(page.context().pages()).toHaveLength(1);
  await page.getByRole("button", { name: "Say no" }).click();
  await expect(page.getByRole("heading", { name: "It asks" })).toBeHidden();
  expect(sent).toEqual([{ question_id: "qst_1", action: "decline" }]);
});

for (const { name, viewport } of screens) {
  test.describe(name, () => {
    test.use({ viewport });

    test("a job that asks and keeps a picture is sound", async ({ page }) => {
      await signIn(page);
      await openAsking(page, await makeJob(page), { schema });
      await expect(page.getByRole("img", { name: "Picture seat map.png" })).toBeVisible();
      await expect(page.getByText("Sure?")).toBeVisible();
      await expectSound(page);
    });
  });
}
