import { expect, test } from "@playwright/test";
import { call, signIn } from "./console";
import { expectSound } from "./expect-sound";
import { apiKey } from "./installation";
import { screens } from "./screens";
import { startSshHost } from "./ssh-host";

const authorization = { authorization: `Bearer ${apiKey}` };

test("a newcomer adds a host, compares and accepts its key, and tests it", async ({ page, request }) => {
  const host = await startSshHost();
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
  await page.getByRole("button", { name: "Look at its key" }).click();
  await expect(page.getByRole("group", { name: "Fingerprint that the host shows" })).toContainText(
    host.fingerprints[0],
  );
  const accept = page.getByRole("button", { name: "Accept this key" });
  await expect(accept).toBeDisabled();
  await page.getByRole("checkbox", { name: /I have compared it/ }).check();
  await accept.click();
  await expect(page.getByText("The key is accepted")).toBeVisible();
  await page.getByRole("button", { name: "Test it now" }).click();
  await expect(page.getByText("It works", { exact: true })).toBeVisible();

  // What is kept of its secret is not in the page, nor in what the page was sent.
  const { hosts } = (await (await request.get("/hosts", { headers: authorization })).json()) as { hosts: object[] };
  expect(JSON.stringify(hosts)).not.toContain("PRIVATE KEY");

  // A look beside the approval of a command on it, and what ran there before.
  const { envelope } = await call(request, {
    intent: "ssh.exec",
    inputs: { host: "e2e-1", command: "systemctl restart nginx", confirm_dangerous: true },
    wait_s: 0,
  });
  await page.goto(`/console/approvals/${envelope.approval.id}`);
  await page.getByRole("textbox", { name: "Command that only reads" }).fill("rm -rf /");
  await page.getByRole("button", { name: "Look", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Error" })).toBeVisible();
  await page.getByRole("textbox", { name: "Command that only reads" }).fill("uptime");
  await page.getByRole("button", { name: "Look", exact: true }).click();
  await expect(page.getByRole("group", { name: "Result as JSON" })).toContainText("load average");
  await page.reload();
  await expect(page.getByRole("heading", { name: "Last runs on e2e-1" })).toBeVisible();
  await expect(page.getByText("uptime").first()).toBeVisible();
  await page.screenshot({ path: "test-results/shots/approval beside.png", fullPage: true });

  // A machine that was set up anew, or somebody in between.
  await host.changeKey();
  await page.goto("/console/hosts");
  await page.getByRole("link", { name: "e2e-1" }).click();
  await page.getByRole("button", { name: "Compare with the key it shows now" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "The key has changed" })).toBeVisible();
  await expect(page.getByRole("group", { name: "Fingerprint that the host shows" })).toContainText(
    host.fingerprints[1],
  );
  await expect(page.getByRole("button", { name: "Accept the new key instead" })).toBeDisabled();
  await page.screenshot({ path: "test-results/shots/host key changed.png", fullPage: true });
  host.stop();
});

test("a flow and an MCP server are added, switched off and removed", async ({ page }) => {
  await signIn(page);
  await page.goto("/console/flows?new=1");
  await page.getByRole("textbox", { name: "Intent" }).fill("e2e.flow");
  await page.getByLabel("How it knows us").selectOption("bearer");
  await page.getByLabel(/^Token/).fill("s3cret-token");
  await page.getByRole("button", { name: "Add it" }).click();
  await expect(page.getByRole("heading", { name: "e2e.flow", level: 1 })).toBeVisible();
  await expect(page.getByLabel(/^Token/)).toHaveValue("");
  await page.getByRole("button", { name: "Test it now" }).click();
  await expect(page.getByText("It does not work")).toBeVisible();
  await page.getByRole("button", { name: "Switch off" }).click();
  await expect(page.getByText("Off", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Remove …" }).click();
  await page.getByRole("button", { name: "Remove it" }).click();
  await expect(page).toHaveURL(/\/console\/flows$/);
  await expect(page.getByText("No flow is bound yet")).toBeVisible();

  await page.goto("/console/mcp?new=1");
  await page.getByRole("textbox", { name: "Name" }).fill("e2e");
  await page.getByLabel("How it is reached").selectOption("http");
  await page.getByRole("textbox", { name: "Address" }).fill("http://127.0.0.1:9/mcp");
  await page.getByRole("textbox", { name: "Headers, with their secrets" }).fill("Authorization: Bearer s3cret");
  await page.getByRole("button", { name: "Add it" }).click();
  await expect(page.getByRole("heading", { name: "e2e", level: 1 })).toBeVisible();
  await expect(page.getByText("Kept: Authorization")).toBeVisible();
  expect(await page.content()).not.toContain("s3cret");
  await page.getByRole("button", { name: "Remove …" }).click();
  await page.getByRole("button", { name: "Remove it" }).click();
  await expect(page.getByText("No MCP server yet")).toBeVisible();
});

for (const { name, ...look } of screens) {
  test.describe(name, () => {
    test.use(look);

    test("the pages of hosts, flows and MCP servers are sound", async ({ page, request }) => {
      const body = { intent: "e2e.kept", backend: "n8n", description: "Sorts the mail that came since a time." };
      await request.post("/flows", { headers: authorization, data: body });
      const server = { name: "kept", url: "https://mcp.example.org/mcp" };
      await request.post("/mcp-servers", { headers: authorization, data: server });
      await signIn(page);
      for (const place of ["hosts", "flows", "mcp"]) {
        await page.goto(`/console/${place}`);
        await expect(page.getByRole("link", { name: /^Add a/ }).first()).toBeVisible();
        await expectSound(page);
        await page.screenshot({ path: `test-results/shots/${place} ${name}.png`, fullPage: true });
        await page.goto(`/console/${place}?new=1`);
        await expect(page.getByRole("heading", { level: 1, name: /^Add a/ })).toBeVisible();
        await page.getByRole("button", { name: "More settings" }).click();
        await expectSound(page);
        await page.screenshot({ path: `test-results/shots/${place} new ${name}.png`, fullPage: true });
      }
    });
  });
}
