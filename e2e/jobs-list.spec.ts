import { expect, type Page, test } from "@playwright/test";
import { call, signIn } from "./console";
import { expectSound } from "./expect-sound";
import { apiKey, baseUrl } from "./installation";
import { screens } from "./screens";

test.beforeEach(async ({ page }) => {
  await signIn(page);
});

async function openList(page: Page, query = "") {
  await page.goto(`/console/jobs${query}`);
  // What is typed before the page has come to life is lost.
  await expect(page.getByRole("button", { name: /^The list moves by itself/ })).toHaveText("Live");
}

const rows = (page: Page) => page.getByRole("table", { name: "Jobs" }).getByRole("link");
const hrefs = (page: Page) => rows(page).evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
const note = (text: string) => ({ intent: "memory.write", inputs: { text: `${text} ${crypto.randomUUID()}` } });

test("a call appears in the open list by itself, and its end too", async ({ page, request }) => {
  await openList(page, "?intent=system.wait");
  const { envelope } = await call(request, { intent: "system.whoami", inputs: {} });
  await openList(page);
  const job = page.getByRole("row").filter({ has: page.locator(`[href$="${envelope.job_id}"]`) });
  await expect(job).toContainText("Succeeded");
  const written = await call(request, note("Live"));
  const second = page.getByRole("row").filter({ has: page.locator(`[href$="${written.envelope.job_id}"]`) });
  await expect(second).toContainText("Succeeded");
  await expect(second).toContainText("ORCHESTRATOR_API_KEY");
  const shown = await call(request, { intent: "ssh.exec", inputs: { host: "server.com", command: "reboot" } });
  const third = page.getByRole("row").filter({ has: page.locator(`[href$="${shown.envelope.job_id}"]`) });
  await expect(third).toContainText("Dry run");
});

test("a paused list stands still until it is let go", async ({ page, request }) => {
  await openList(page);
  await page.getByRole("button", { name: /pause it/ }).click();
  await expect(page.getByRole("button", { name: /is paused/ })).toHaveText("Paused");
  const { envelope } = await call(request, note("Not seen yet"));
  const other = await page.context().newPage();
  await openList(other);
  await expect(other.locator(`[href$="${envelope.job_id}"]`)).toBeVisible();
  expect(await hrefs(page)).not.toContain(`/console/jobs/${envelope.job_id}`);
  await page.getByRole("button", { name: /is paused/ }).click();
  await expect(page.locator(`[href$="${envelope.job_id}"]`)).toBeVisible();
});

test("where the stream is cut off the list is polled, and says so", async ({ page, request }) => {
  await page.route("**/api/jobs/events**", (route) => route.abort());
  await page.goto("/console/jobs");
  await expect(page.getByRole("button", { name: /^The list moves by itself/ })).toHaveText("Polling");
  await expect(rows(page).first()).toBeVisible();
  const { envelope } = await call(request, note("Polled"));
  await expect(page.locator(`[href$="${envelope.job_id}"]`)).toBeVisible();
});

test("every filter is in the address, and the way back undoes it", async ({ page, request }) => {
  await call(request, { intent: "memory.get", inputs: { item_id: `mem_${"0".repeat(26)}` } });
  await openList(page);
  await page.getByRole("button", { name: "State: Any state" }).click();
  await page.getByRole("checkbox", { name: "Failed" }).check();
  await page.getByRole("checkbox", { name: "Expired" }).check();
  await page.keyboard.press("Escape");
  await page.getByLabel("Intent").fill("memory.*");
  await page.getByLabel("Intent").press("Enter");
  await page.getByLabel("Time").selectOption("1h");
  await page.getByLabel("Caller").fill("orchestrator_api");
  await page.getByLabel("Caller").press("Enter");
  await page.getByRole("textbox", { name: "Search" }).fill("no memory");
  await expect(page).toHaveURL(/q=no\+memory/);
  const query = new URL(page.url()).searchParams;
  expect(Object.fromEntries(query)).toEqual({
    state: "failed,expired",
    intent: "memory.*",
    since: "1h",
    caller: "orchestrator_api",
    q: "no memory",
  });
  await expect(page.getByRole("row").nth(1)).toContainText("Failed");
  await page.goBack();
  await expect(page.getByRole("textbox", { name: "Search" })).toHaveValue("");
  await page.reload();
  await expect(page.getByLabel("Caller")).toHaveValue("orchestrator_api");
  await page.goto("/console/jobs?state=expired");
  await expect(page.getByText("No job fits this view")).toBeVisible();
  await page.goto("/console/jobs?state=nonsense");
  await expect(page.getByRole("alert").filter({ hasText: "'state'" })).toBeVisible();
});

test("old links to a filtered list lead to where it is now", async ({ page }) => {
  await page.goto("/console?state=failed&intent=memory.get");
  await expect(page).toHaveURL(`${baseUrl}/console/jobs?state=failed&intent=memory.get`);
  await page.goto("/console?intent=memory.get");
  await expect(page).toHaveURL(`${baseUrl}/console/jobs?intent=memory.get`);
});

test("older jobs are a page away, without gap or overlap", async ({ page, request }) => {
  for (let count = 0; count < 55; count++) await call(request, { intent: "system.whoami", inputs: {} });
  await openList(page, "?intent=system.whoami");
  await expect(rows(page)).toHaveCount(50);
  const newest = await hrefs(page);
  await page.getByRole("link", { name: "Older" }).click();
  await expect(rows(page).first()).not.toHaveAttribute("href", newest[0] ?? "");
  const older = await hrefs(page);
  expect(older.length).toBeGreaterThanOrEqual(5);
  expect([...newest, ...older].toSorted().toReversed()).toEqual([...newest, ...older]);
  await page.getByRole("link", { name: "Newest" }).click();
  await expect(rows(page).first()).toHaveAttribute("href", newest[0] ?? "");
});

test("rows are gone through by J and K and the arrows, and opened by Enter", async ({ page, request }) => {
  await call(request, note("By key"));
  await call(request, note("By key"));
  await openList(page);
  // A key that is pressed before the page listens is lost.
  await expect(async () => {
    await page.keyboard.press("j");
    await expect(rows(page).first()).toBeFocused({ timeout: 500 });
  }).toPass({ intervals: [100] });
  await page.keyboard.press("j");
  await expect(rows(page).nth(1)).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(rows(page).first()).toBeFocused();
  await page.keyboard.press("k");
  await expect(rows(page).first()).toBeFocused();
  const href = await rows(page).first().getAttribute("href");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`${baseUrl}${href}`);
  await expect(page.getByRole("button", { name: "Replay …" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(`${baseUrl}/console/jobs`);
  await page.keyboard.press("/");
  await expect(page.getByRole("textbox", { name: "Search" })).toBeFocused();
});

test("a view is kept under a name, opened and deleted", async ({ page }) => {
  await openList(page, "?state=failed%2Cexpired&since=24h");
  await page.getByRole("button", { name: "Views" }).click();
  await page.getByRole("button", { name: /Keep this view|Narrow the list/ }).click();
  await page.getByLabel("Name").fill("Went <b>wrong</b>");
  await page.getByRole("button", { name: "Keep", exact: true }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  await openList(page);
  await page.getByRole("button", { name: "Views" }).click();
  await page.getByRole("link", { name: "Went <b>wrong</b>" }).click();
  await expect(page).toHaveURL(/state=failed%2Cexpired&since=24h|since=24h&state=failed%2Cexpired/);
  await page.getByRole("button", { name: "Views" }).click();
  await page.getByRole("button", { name: "Delete the view Went <b>wrong</b>" }).click();
  await expect(page.getByText("No view is kept yet")).toBeVisible();
});

test("the jobs of a view are taken away as a file", async ({ page, request }) => {
  const { envelope } = await call(request, note("Exported"));
  await openList(page, `?q=${envelope.job_id}`);
  await page.getByRole("button", { name: "Actions" }).click();
  const downloading = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Export as CSV" }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe("jobs.csv");
  const path = `/jobs/export?format=csv&q=${envelope.job_id}`;
  const response = await request.get(path, { headers: { authorization: `Bearer ${apiKey}` } });
  expect((await response.text()).split("\r\n")[1]).toContain(envelope.job_id);
});

test("jobs of a view are counted before they are cancelled or replayed", async ({ page, request }) => {
  const made = await Promise.all(
    [0.011, 0.012].map(async (part) => {
      const { envelope } = await call(request, { intent: "system.wait", inputs: { seconds: 200 + part }, wait_s: 0 });
      return String(envelope.job_id);
    }),
  );
  const path = `?intent=system.wait&state=awaiting_approval%2Crunning%2Cqueued`;
  await openList(page, path);
  await page.getByRole("button", { name: "Actions" }).click();
  await page.getByRole("menuitem", { name: /^Cancel those/ }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText(/jobs of this view have not ended/);
  await dialog.getByRole("button", { name: /^Cancel \d+ jobs/ }).click();
  await expect(dialog.getByRole("status")).toContainText("cancelled");
  await dialog.getByRole("button", { name: "Close" }).last().click();
  for (const id of made) {
    const response = await request.get(`/jobs/${id}`, { headers: { authorization: `Bearer ${apiKey}` } });
    expect(((await response.json()) as { state: string }).state).toBe("cancelled");
  }
});

test("a server that stops answering is said so, and what was shown stays", async ({ page, context }) => {
  // Without its stream, which the browser's offline switch does not cut, the list is polled.
  await page.route("**/api/jobs/events**", (route) => route.abort());
  await page.goto("/console/jobs");
  await expect(rows(page).first()).toBeVisible();
  await context.setOffline(true);
  await expect(page.getByRole("alert").filter({ hasText: "No connection" })).toBeVisible({ timeout: 30_000 });
  await expect(rows(page).first()).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByRole("alert").filter({ hasText: "No connection" })).toBeHidden({ timeout: 30_000 });
});

for (const { name, ...look } of screens) {
  test.describe(name, () => {
    test.use(look);

    test("list, menus and dialogs are free of serious faults", async ({ page, request }) => {
      await call(request, { intent: "memory.get", inputs: { item_id: `mem_${"0".repeat(26)}` } });
      await openList(page);
      await expect(rows(page).first()).toBeVisible();
      await expectSound(page);
      await page.getByRole("button", { name: "Views" }).click();
      await expect(page.getByRole("button", { name: /Keep this view|Narrow the list/ })).toBeVisible();
      await expectSound(page);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Actions" }).click();
      await page.getByRole("menuitem", { name: /^Replay those/ }).click();
      await expect(page.getByRole("dialog").getByRole("button", { name: /^Replay \d/ })).toBeVisible();
      await expectSound(page);
    });
  });
}
