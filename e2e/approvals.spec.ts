import { type APIRequestContext, expect, type Page } from "@playwright/test";
import { call, fillSignIn, signIn } from "./console";
import { expectSound } from "./expect-sound";
import { apiKey, baseUrl } from "./installation";
import { screens } from "./screens";
import { test } from "./test";

const waiting = "This waits for somebody";

/** Asks with the API key for what a person must approve, and answers with its approval and job. */
async function ask(request: APIRequestContext, body: Record<string, unknown>) {
  const { envelope } = await call(request, { ...body, wait_s: 0 });
  expect(envelope).toMatchObject({
    status: "accepted",
    approval: { url: expect.stringContaining("/console/approvals/") },
  });
  const { approval, job_id } = envelope as { approval: { id: string; url: string }; job_id: string };
  return { ...approval, jobId: job_id };
}

async function askToDelete(request: APIRequestContext) {
  const { envelope } = await call(request, {
    intent: "memory.write",
    inputs: { text: `${waiting} ${crypto.randomUUID()}` },
  });
  const itemId = String(envelope.result.item_id);
  return { ...(await ask(request, { intent: "memory.delete", inputs: { item_id: itemId } })), itemId };
}

const askToWait = (request: APIRequestContext) =>
  ask(request, { intent: "system.wait", inputs: { seconds: 0.01 * Math.ceil(Math.random() * 90) } });

async function api(request: APIRequestContext, id: string) {
  const response = await request.get(`/approvals/${id}`, { headers: { authorization: `Bearer ${apiKey}` } });
  return (await response.json()) as { state: string; hash: string; card: { inputs: unknown }; decisions: unknown[] };
}

/** Decides behind the page's back, as a key that may approve. */
async function decideElsewhere(request: APIRequestContext, id: string, body: Record<string, unknown>) {
  const headers = { authorization: `Bearer ${apiKey}` };
  const made = await request.post("/keys", { headers, data: { name: "Another approver", rights: ["approve"] } });
  const { key } = (await made.json()) as { key: string };
  const { hash } = await api(request, id);
  const response = await request.post(`/approvals/${id}`, {
    headers: { authorization: `Bearer ${key}` },
    data: { hash, reason: "From elsewhere", ...body },
  });
  expect(response.status()).toBe(200);
}

async function open(page: Page, id: string) {
  await page.goto(`/console/approvals/${id}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
}

const dialog = (page: Page) => page.getByRole("dialog");

test("the link of a notification leads through sign-in to the card, and opening it decides nothing", async ({
  page,
  request,
}) => {
  const { id, url } = await askToDelete(request);
  await page.goto(url);
  await fillSignIn(page);
  await expect(page).toHaveURL(url);
  await expect(page.getByRole("button", { name: "Approve …" })).toBeVisible();
  await page.reload();
  await expect(page.getByText("0 of 1")).toBeVisible();
  expect(await api(request, id)).toMatchObject({ state: "waiting", decisions: [] });
});

test("what is approved with a reason runs, and the card shows the job's end", async ({ page, request }) => {
  const { id, itemId, jobId } = await askToDelete(request);
  await signIn(page);
  await open(page, id);
  await expect(page.getByRole("group", { name: "Inputs as JSON" })).toContainText(itemId);
  const sent = page.waitForRequest((one) => one.method() === "POST" && one.url().includes(id));
  await page.getByRole("button", { name: "Approve …" }).click();
  await expect(dialog(page)).toContainText(itemId);
  await dialog(page).getByRole("button", { name: "Approve" }).click();
  await expect(dialog(page)).toContainText("Say why");
  await dialog(page).getByLabel("Why may it run?").fill("It is a test's own memory");
  const { hash } = await api(request, id);
  await dialog(page).getByRole("button", { name: "Approve" }).click();
  expect((await sent).postDataJSON()).toEqual({ decision: "approve", hash, reason: "It is a test's own memory" });
  await expect(page.getByText("Succeeded")).toBeVisible();
  await expect(page.getByText("It is a test's own memory")).toBeVisible();
  await page.getByRole("link", { name: "Open the job" }).click();
  await expect(page).toHaveURL(`${baseUrl}/console/jobs/${jobId}`);
});

test("what is rejected does not run, and its caller is told why", async ({ page, request }) => {
  const { id, jobId } = await askToDelete(request);
  await signIn(page);
  await page.goto(`/console/jobs/${jobId}`);
  await page.getByRole("link", { name: "Read and decide it" }).click();
  await expect(page.getByRole("button", { name: "Reject …" })).toBeVisible();
  await page.keyboard.press("r");
  await dialog(page).getByLabel("Why may it not run?").fill("Still needed");
  await dialog(page).getByRole("button", { name: "Reject" }).click();
  await expect(page.getByText("It was rejected, and will not run.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Approve …" })).toBeHidden();
  expect(await api(request, id)).toMatchObject({ state: "rejected" });
  await page.goto(`/console/jobs/${jobId}`);
  await expect(page.getByText(/rejected it: Still needed/).first()).toBeVisible();
});

test("an edited version is approved instead, after its difference was shown", async ({ page, request }) => {
  const { id } = await askToDelete(request);
  const other = await call(request, { intent: "memory.write", inputs: { text: `Instead ${crypto.randomUUID()}` } });
  const inputs = { item_id: other.envelope.result.item_id };
  await signIn(page);
  await open(page, id);
  await page.getByRole("button", { name: "Edit first …" }).click();
  const submit = dialog(page).getByRole("button", { name: "Approve the edited version" });
  await expect(submit).toBeDisabled();
  await dialog(page).getByLabel("Inputs as JSON").fill("{");
  await expect(dialog(page)).toContainText("This is not a JSON object.");
  await dialog(page)
    .getByLabel("Inputs as JSON")
    .fill(JSON.stringify(inputs, null, 2));
  await expect(dialog(page).getByRole("group", { name: "Before and after" }).locator("ins").first()).toBeVisible();
  await dialog(page).getByLabel("Why this instead?").fill("The other one was meant");
  await submit.click();
  await expect(page.getByText("edited and approved")).toBeVisible();
  await expect(page.getByText("Succeeded")).toBeVisible();
  expect(await api(request, id)).toMatchObject({ card: { inputs }, decisions: [{ edited: true }] });
});

test("a decision that comes too late is refused with a sentence, and the card is fetched anew", async ({
  page,
  request,
}) => {
  const { id } = await askToDelete(request);
  await signIn(page);
  await open(page, id);
  await page.getByRole("button", { name: "Approve …" }).click();
  await dialog(page).getByLabel("Why may it run?").fill("Fine");
  // The page does not hear of it by itself before the click.
  const stale = await api(request, id);
  let isSent = false;
  await page.route(`**/api/approvals/${id}`, (route) => {
    isSent ||= route.request().method() === "POST";
    return isSent ? route.fallback() : route.fulfill({ json: { ...stale, can_decide: true } });
  });
  await decideElsewhere(request, id, { decision: "reject" });
  const answered = page.waitForResponse((one) => one.request().method() === "POST" && one.url().includes(id));
  await dialog(page).getByRole("button", { name: "Approve" }).click();
  expect((await answered).status()).toBe(409);
  await expect(page.getByRole("alert").filter({ hasText: "came too late" })).toContainText("decided already");
  await expect(page.getByText("It was rejected, and will not run.")).toBeVisible();
});

test("a version edited under the reader's eyes must be read before it is approved", async ({ page, request }) => {
  const { id } = await askToWait(request);
  await signIn(page);
  await open(page, id);
  await page.keyboard.press("a");
  await expect(dialog(page)).toBeVisible();
  await decideElsewhere(request, id, { decision: "approve", inputs: { seconds: 0.001 } });
  await expect(page.getByText("Somebody edited what would run.")).toBeVisible();
  await expect(dialog(page)).toBeHidden();
  await expect(page.getByRole("button", { name: "Approve …" })).toBeHidden();
  await page.getByRole("button", { name: "I have read the new version" }).click();
  await expect(page.getByText("1 of 2")).toBeVisible();
  await expect(page.getByRole("button", { name: "Approve …" })).toBeVisible();
});

test("where two are needed, one approval is not enough and the same person cannot give both", async ({
  page,
  request,
}) => {
  const { id } = await askToWait(request);
  await signIn(page);
  await open(page, id);
  await page.keyboard.press("a");
  await dialog(page).getByLabel("Why may it run?").fill("Fine by me");
  await dialog(page).getByRole("button", { name: "Approve" }).click();
  await expect(page.getByText("You have approved this already.")).toBeVisible();
  await expect(page.getByText("1 of 2")).toBeVisible();
  expect(await api(request, id)).toMatchObject({ state: "waiting" });
});

test("whoever asked is told that somebody else must decide", async ({ page }) => {
  await signIn(page);
  const response = await page.request.post("/orchestrate", {
    headers: { origin: baseUrl },
    data: { intent: "memory.delete", inputs: { item_id: `mem_${"1".repeat(26)}` }, wait_s: 0 },
  });
  const { approval } = (await response.json()) as { approval: { id: string } };
  await open(page, approval.id);
  await expect(page.getByText("You asked for this yourself.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Approve …" })).toBeHidden();
});

test("the queue counts what waits in the menu and the title, and is gone through by keyboard", async ({
  page,
  request,
}) => {
  await askToDelete(request);
  const { id } = await askToDelete(request);
  await signIn(page);
  await page.getByRole("link", { name: "Approvals" }).click();
  const rows = page.getByRole("list", { name: "Approvals" }).getByRole("link");
  await expect(rows.first()).toHaveAttribute("href", `/console/approvals/${id}`);
  await expect(page).toHaveTitle(`(${await rows.count()}) Approvals · Orchestrator`);
  await expect(page.getByLabel(`${await rows.count()} waiting`)).toBeVisible();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press("k");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`${baseUrl}/console/approvals/${id}`);
  await expect(page).toHaveTitle(/^\(\d+\) Approval · Orchestrator$/);
});

test("decided ones are found by their state, and older ones a page away", async ({ page, request }) => {
  for (let count = 0; count < 21; count++) await askToDelete(request);
  await signIn(page);
  await page.goto("/console/approvals");
  const links = page.getByRole("list", { name: "Approvals" }).getByRole("link");
  await expect(links).toHaveCount(20);
  await expect(page).toHaveTitle(/^\(20\+\) /);
  const newest = await links.evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
  await page.getByRole("link", { name: "Older" }).click();
  await expect(links.first()).not.toHaveAttribute("href", newest[0] ?? "");
  const older = await links.evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
  expect([...newest, ...older].toSorted().toReversed()).toEqual([...newest, ...older]);
  await page.getByLabel("State").selectOption("Rejected");
  await expect(page).toHaveURL(`${baseUrl}/console/approvals?state=rejected`);
  await expect(page.getByRole("list", { name: "Approvals" })).not.toContainText("Waiting");
  await page.getByLabel("State").selectOption("Cancelled");
  await expect(page.getByText("No approval fits this view")).toBeVisible();
});

for (const { name, ...look } of screens) {
  test.describe(name, () => {
    test.use(look);

    test("the pages of approvals are free of serious accessibility faults and of sideways scrolling", async ({
      page,
      request,
    }) => {
      const { id } = await askToDelete(request);
      await signIn(page);
      await page.goto("/console/approvals");
      await expect(page.getByRole("list", { name: "Approvals" })).toBeVisible();
      await expectSound(page);
      await open(page, id);
      await expectSound(page);
      await expect(page.getByRole("button", { name: "Approve …" })).toBeInViewport();
      await page.getByRole("button", { name: "Edit first …" }).click();
      await dialog(page).getByLabel("Inputs as JSON").fill('{"item_id": "another"}');
      await expectSound(page);
    });
  });
}
