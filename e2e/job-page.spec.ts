import { expect, type Page, test } from "@playwright/test";
import { call, signIn } from "./console";
import { expectSound } from "./expect-sound";
import { apiKey, baseUrl } from "./installation";
import { screens } from "./screens";

const at = "2026-06-01T12:00:00.000Z";

/** Stands in for a job's stream of events, at the socket: no tool of this installation puts out so much. */
async function standInForStream(page: Page, text: string) {
  const event = (name: string, data: object) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
  await page.route("**/api/jobs/*/events", (route) =>
    route.fulfill({
      contentType: "text/event-stream",
      body: [
        event("state", { state: "running", attempt: 1, at }),
        ...(text.match(/[\s\S]{1,16384}/g) ?? []).map((piece) => event("output", { text: piece, at })),
        event("state", { state: "succeeded", attempt: 1, at }),
        `id: end\n${event("envelope", {})}`,
      ].join(""),
    }),
  );
}

test.beforeEach(async ({ page }) => {
  await signIn(page);
});

async function open(page: Page, id: string) {
  await page.goto(`/console/jobs/${id}`);
  await expect(page.getByRole("heading", { name: "Inputs" })).toBeVisible();
}

const timeline = (page: Page) => page.getByRole("list", { name: "Timeline" }).getByRole("listitem");

test("the timeline tells what happened, for a call that left no log too", async ({ page, request }) => {
  const written = await call(request, { intent: "memory.write", inputs: { text: `Told ${crypto.randomUUID()}` } });
  await open(page, written.envelope.job_id);
  await expect(timeline(page)).toHaveText([/^Started/, /^Succeeded/]);
  const read = await call(request, { intent: "memory.get", inputs: { item_id: `mem_${"0".repeat(26)}` } });
  await open(page, read.envelope.job_id);
  await expect(timeline(page)).toHaveText([/^Started/, /^Failed.*There is no memory/]);
});

test("an approval and its decision are in the timeline, with a way to it", async ({ page, request }) => {
  const written = await call(request, { intent: "memory.write", inputs: { text: `Gone ${crypto.randomUUID()}` } });
  const inputs = { item_id: String(written.envelope.result.item_id) };
  const { envelope } = await call(request, { intent: "memory.delete", inputs, wait_s: 0 });
  await open(page, envelope.job_id);
  await expect(timeline(page).first()).toContainText("Waits for a person");
  await page.keyboard.press("c");
  await page.getByRole("dialog").getByRole("button", { name: "Cancel the job" }).click();
  await expect(timeline(page).last()).toContainText("Cancelled");
  await timeline(page).first().getByRole("link").click();
  await expect(page).toHaveURL(/\/console\/approvals\/apr_/);
});

test("a job is replayed with other inputs by key, and both sides name each other", async ({ page, request }) => {
  const text = `First ${crypto.randomUUID()}`;
  const { envelope } = await call(request, { intent: "memory.write", inputs: { text } });
  await open(page, envelope.job_id);
  await page.keyboard.press("r");
  const inputs = page.getByRole("dialog").getByLabel("Inputs");
  await inputs.fill("not json");
  await expect(page.getByRole("dialog")).toContainText("This is not a JSON object.");
  await inputs.fill(JSON.stringify({ text: `${text}, edited` }));
  await page.getByRole("button", { name: "Run with these inputs" }).click();
  await expect(page).not.toHaveURL(`${baseUrl}/console/jobs/${envelope.job_id}`);
  await expect(page.getByRole("group", { name: "Inputs as JSON" })).toContainText(", edited");
  await page.getByRole("link", { name: envelope.job_id }).click();
  await expect(page.getByRole("group", { name: "Inputs as JSON" })).not.toContainText(", edited");
  await expect(page.getByText("Repeated by")).toBeVisible();
});

test("a key that is pressed in a dialog does nothing to the page behind it", async ({ page, request }) => {
  const { envelope } = await call(request, { intent: "system.wait", inputs: { seconds: 60 }, wait_s: 0 });
  await open(page, envelope.job_id);
  await page.keyboard.press("c");
  const dialog = page.getByRole("dialog", { name: "Cancel this job?" });
  await expect(dialog.getByRole("button", { name: "Cancel the job" })).toBeFocused();
  await page.keyboard.press("r");
  await expect(page.getByRole("dialog")).toHaveCount(1);
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(page).toHaveURL(`${baseUrl}/console/jobs/${envelope.job_id}`);
  const opener = page.getByRole("button", { name: "Cancel …" });
  await opener.press("Enter");
  await expect(dialog.getByRole("button", { name: "Cancel the job" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(opener).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(`${baseUrl}/console/jobs`);
});

test("five megabytes of hostile output are shown as text, searched and taken away", async ({ page, request }) => {
  page.on("dialog", () => {
    throw new Error("a dialog opened");
  });
  const line = `\u001b[31m<img src=x onerror="alert(1)">\u202egnp.exe\u0007 {{7*7}} `;
  const text = `${Array.from({ length: 60_000 }, (_, n) => `${line}${n === 41_234 ? "needle" : "hay"} ${n} ${"x".repeat(30)}`).join("\n")}\n${"y".repeat(500_000)}`;
  expect(text.length).toBeGreaterThan(5_000_000);
  await standInForStream(page, text);
  const { envelope } = await call(request, { intent: "memory.write", inputs: { text: `Big ${crypto.randomUUID()}` } });
  await open(page, envelope.job_id);
  const output = page.getByRole("region", { name: "Output" });
  await expect(output).toContainText("\\u001b[31m<img src=x");
  expect(await output.locator("[data-number]").count()).toBeLessThan(100);
  await expect(page.locator("main img, main script")).toHaveCount(0);
  const startedMs = Date.now();
  await page.getByLabel("Search the output").fill("NEEDLE");
  await expect(page.getByText("1 of 1", { exact: true })).toBeVisible();
  await expect(output.locator("[data-marked]")).toContainText("needle 41234");
  expect(Date.now() - startedMs).toBeLessThan(5_000);
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download" }).click();
  expect((await downloading).suggestedFilename()).toBe(`${envelope.job_id}.txt`);
  await expectSound(page);
});

test("who may only look reads a job and the figures, and changes nothing", async ({ request }) => {
  const headers = { authorization: `Bearer ${apiKey}` };
  const made = await request.post("/keys", {
    headers,
    data: { name: "Only looks", intents: ["nothing.at.all"], rights: ["jobs_of_others"] },
  });
  const { key } = (await made.json()) as { key: string };
  const { envelope } = await call(request, { intent: "memory.write", inputs: { text: `Seen ${crypto.randomUUID()}` } });
  const viewer = { authorization: `Bearer ${key}` };
  expect((await request.get(`/jobs/${envelope.job_id}`, { headers: viewer })).status()).toBe(200);
  expect((await request.get("/stats", { headers: viewer })).status()).toBe(200);
  for (const path of [`/jobs/${envelope.job_id}/replay`, `/jobs/${envelope.job_id}/cancel`]) {
    expect((await request.post(path, { headers: viewer, data: {} })).status()).toBe(403);
  }
});

for (const { name, ...look } of screens) {
  test.describe(name, () => {
    test.use(look);

    test("a job's page, its output and its dialogs are free of serious faults", async ({ page, request }) => {
      const { envelope } = await call(request, {
        intent: "memory.write",
        inputs: { text: `Look ${crypto.randomUUID()}` },
      });
      await standInForStream(page, Array.from({ length: 500 }, (_, n) => `line ${n}`).join("\n"));
      await open(page, envelope.job_id);
      await expect(page.getByRole("region", { name: "Output" })).toContainText("line 0");
      await expectSound(page);
      await page.getByRole("button", { name: "Replay …" }).click();
      await expect(page.getByRole("button", { name: "Run again" })).toBeVisible();
      await expectSound(page);
    });
  });
}
