import { expect, test } from "@playwright/test";
import { call, signIn } from "./console";
import { expectSound } from "./expect-sound";

const sizes = [
  { width: 1280, height: 800 },
  { width: 375, height: 740 },
];

/** What a server says in the middle of a change, which needs a second model and many memories. */
const change = {
  change_id: "reb_1",
  from: "a-model",
  to: "another-model-with-quite-a-long-name-v2",
  state: "embedding",
  total: 100_000,
  done: 41_200,
  refused: 3,
  rate_per_s: 84.5,
  seconds_left: 696,
  is_running: true,
  fault: null,
  started_at: "2026-06-01T12:00:00.000Z",
  switched_at: null,
  ended_at: null,
};

test("the Memory page shows how far a change of model is, and lets an admin go on with one that stands still", async ({
  page,
}) => {
  let models = { in_use: "a-model", configured: change.to, waiting: 0, change };
  await page.route("**/api/memory/reembed", (route) => route.fulfill({ json: models }));
  await signIn(page);
  const model = page.getByRole("region", { name: "Embedding model" });
  for (const size of sizes) {
    models = { ...models, change };
    await page.setViewportSize(size);
    await page.goto("/console/memory");
    await expect(model).toContainText(
      "41,203 of 100,000 · 3 refused by the provider · 85 a second · about 11 min 36 s left",
    );
    await expect(model.getByRole("progressbar")).toHaveAttribute("aria-valuenow", /^41/);
    await expectSound(page);
    await page.screenshot({ path: `test-results/shots/memory change ${size.width}.png`, fullPage: true });
    const stands = { is_running: false, seconds_left: null };
    models = {
      ...models,
      change: { ...change, ...stands, fault: "The embeddings provider could not be used." } as never,
    };
    await expect(model).toContainText("It stands still");
    const sent = page.waitForRequest((request) => request.method() === "POST" && request.url().endsWith("/reembed"));
    await model.getByRole("button", { name: "Go on now" }).click();
    await sent;
    await expectSound(page);
    await page.screenshot({ path: `test-results/shots/memory stands still ${size.width}.png`, fullPage: true });
  }
});

test("the Memory page says by which model memories are found, and that all have their vectors", async ({
  page,
  request,
}) => {
  const { envelope } = await call(request, { intent: "memory.write", inputs: { text: "Found by meaning" } });
  await signIn(page);
  for (const size of sizes) {
    await page.setViewportSize(size);
    await page.goto("/console/memory");
    const model = page.getByRole("region", { name: "Embedding model" });
    await expect(model).toContainText(envelope.result.embedding.model);
    await expect(model).toContainText("Every memory has its vector.");
    await expect(model.getByRole("button")).toHaveCount(0);
    await expectSound(page);
  }
});
