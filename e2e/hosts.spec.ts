import { type APIRequestContext, expect, type Page } from "@playwright/test";
import { call, signIn } from "./console";
import { apiKey } from "./installation";
import { startSshHost } from "./ssh-host";
import { test } from "./test";

const authorization = { authorization: `Bearer ${apiKey}` };
const host = await startSshHost();
test.afterAll(() => host.stop());
test.describe.configure({ mode: "serial" });

test("a newcomer adds a host, compares and accepts its key, and tests it", async ({ page, request }) => {
  await signIn(page);
  await page.goto("/console/hosts");
  await page.getByRole("link", { name: "Add a host" }).first().click();
  await page.getByRole("button", { name: "Add it, then look at its key" }).click();
  await expect(page.getByRole("textbox", { name: "Alias" })).toHaveAttribute("aria-invalid", "true");
  await page.getByRole("textbox", { name: "Alias" }).fill("e2e-1");
  await page.getByRole("textbox", { name: "Address" }).fill("127.0.0.1");
  await page.getByRole("textbox", { name: "Port" }).fill(String(host.port));
  await page.getByRole("textbox", { name: "User" }).fill("deploy");
  await page.getByRole("textbox", { name: "Private key" }).fill("not a key");
  await page.getByRole("button", { name: "Add it, then look at its key" }).click();
  await expect(page.getByRole("textbox", { name: "Private key" })).toHaveAttribute("aria-invalid", "true");
  await page.getByRole("textbox", { name: "Private key" }).fill(host.privateKey);
  await page.getByRole("button", { name: "Add it, then look at its key" }).click();
  await page.getByRole("button", { name: "Look at its key", exact: true }).click();
  await expect(page.getByRole("group", { name: "Fingerprint that the host shows" })).toContainText(
    host.fingerprints[0],
  );
  const accept = page.getByRole("button", { name: "Accept this key" });
  await expect(accept).toBeDisabled();
  await page.getByRole("checkbox", { name: /I have compared it/ }).check();
  await accept.click();
  await expect(page.getByText("The key is accepted").first()).toBeVisible();
  await page.getByRole("button", { name: "Test it now" }).click();
  await expect(page.getByText("It works", { exact: true })).toBeVisible();
  await expect(page.getByText("Called as usual")).toBeVisible();
  const { hosts } = (await (await request.get("/hosts", { headers: authorization })).json()) as { hosts: object[] };
  expect(JSON.stringify(hosts)).not.toContain("PRIVATE KEY");
});

/** Runs a command there as a key asks for it and another one approves it; answers with its job. */
async function runApproved(request: APIRequestContext, command: string): Promise<string> {
  const inputs = { host: "e2e-1", command, confirm_dangerous: true };
  const { envelope } = await call(request, { intent: "ssh.exec", inputs, wait_s: 0 });
  const made = await request.post("/keys", {
    headers: authorization,
    data: { name: "An approver of commands", rights: ["approve"] },
  });
  const { key } = (await made.json()) as { key: string };
  const path = `/approvals/${envelope.approval.id}`;
  const { hash } = await (await request.get(path, { headers: authorization })).json();
  const data = { decision: "approve", hash, reason: "A test of the console" };
  expect((await request.post(path, { headers: { authorization: `Bearer ${key}` }, data })).status()).toBe(200);
  return envelope.job_id;
}

const output = (page: Page) => page.getByRole("region", { name: "Output" });

test("live output of a command is held, searched meanwhile, let go on, and taken away", async ({ page, request }) => {
  const id = await runApproved(request, "for n in $(seq 200); do echo tick $n; sleep 0.1; done");
  await signIn(page);
  await page.goto(`/console/jobs/${id}`);
  await expect(output(page)).toContainText("tick 1");
  await page.getByRole("button", { name: "Pause" }).click();
  const goOn = page.getByRole("button", { name: /^Go on/ });
  await expect(goOn).toHaveAttribute("aria-pressed", "true");
  const held = await output(page).locator("[data-number]").last().textContent();
  await expect(goOn).toHaveText(/Go on \(\d{2,} new lines\)/);
  expect(await output(page).locator("[data-number]").last().textContent()).toBe(held);
  await page.getByLabel("Search the output").fill("tick 2");
  await expect(output(page).locator("[data-marked]")).toContainText("tick 2");
  await page.getByLabel("Search the output").fill("");
  await goOn.click();
  await expect(output(page).locator("[data-number]").last()).not.toHaveText(held ?? "");
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download" }).click();
  expect((await downloading).suggestedFilename()).toBe(`${id}.txt`);
  await page.keyboard.press("c");
  await page.getByRole("dialog").getByRole("button", { name: "Cancel the job" }).click();
  await expect(page.getByRole("status").filter({ hasText: "The job is told to stop." })).toBeVisible();
  await expect(page.getByRole("button", { name: "Pause" })).toBeHidden();
});

test("what a hostile program puts out is plain text on the way from a host to the page", async ({ page, request }) => {
  page.on("dialog", () => {
    throw new Error("a dialog opened");
  });
  const command = "printf '\\033[31m<img src=x onerror=alert(1)>\\342\\200\\256gnp.exe\\007\\n'";
  const id = await runApproved(request, command);
  await signIn(page);
  await page.goto(`/console/jobs/${id}`);
  await expect(output(page)).toContainText("\\u001b[31m<img src=x onerror=alert(1)>\\u202egnp.exe\\u0007");
  await expect(page.locator("main img, main script")).toHaveCount(0);
});

test("a look beside an approval runs, and the host's page shows what ran there", async ({ page, request }) => {
  const { envelope } = await call(request, {
    intent: "ssh.exec",
    inputs: { host: "e2e-1", command: "systemctl restart nginx", confirm_dangerous: true },
    wait_s: 0,
  });
  await signIn(page);
  await page.goto(`/console/approvals/${envelope.approval.id}`);
  await page.getByRole("textbox", { name: "Command that only reads" }).fill("uptime");
  await page.getByRole("button", { name: "Look", exact: true }).click();
  await expect(page.getByRole("group", { name: "Result as JSON" })).toContainText("load average");
  await page.goto("/console/hosts");
  await page.getByRole("link", { name: "e2e-1" }).click();
  await expect(page.getByRole("heading", { name: "Last runs" })).toBeVisible();
  await expect(page.getByText("uptime", { exact: true })).toBeVisible();
  await page.screenshot({ path: "test-results/shots/host.png", fullPage: true });
});

test("a host that shows another key than the accepted one is not trusted", async ({ page }) => {
  await host.changeKey();
  await signIn(page);
  await page.goto("/console/hosts");
  await page.getByRole("link", { name: "e2e-1" }).click();
  await page.getByRole("button", { name: "Compare with the key it shows now" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "The key has changed" })).toBeVisible();
  await expect(page.getByRole("group", { name: "Fingerprint that the host shows" })).toContainText(
    host.fingerprints[1],
  );
  await expect(page.getByRole("button", { name: "Accept the new key instead" })).toBeDisabled();
  await page.getByRole("button", { name: "Test it now" }).click();
  await expect(page.getByText("It does not work", { exact: true })).toBeVisible();
});
