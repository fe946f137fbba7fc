import { mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import { expect, it } from "vitest";
import { seedJobs } from "@/bench/seed-jobs";
import { apiKey, createInstallation } from "@/e2e-faults/installation";
import { startServer } from "@/e2e-faults/server";
import { startFlowStandIn } from "@/lib/testing/flow-stand-in";
import { n8nAnswers } from "@/lib/testing/n8n-answers";
import { startSshStandIn } from "@/lib/testing/ssh-stand-in";
import { ensureChromium } from "@/scripts/ensure-chromium.mjs";
import { furnish } from "./furnish";
import { writeMcpConfig } from "./write-mcp-config";

const folder = "docs/screens";
const sizes = { desktop: { width: 1280, height: 800 }, phone: { width: 375, height: 740 } };

it("photographs every screen of the console, at a desk and on a phone", async () => {
  const installation = await createInstallation("pglite");
  const { variables } = installation;
  await seedJobs({ folder: dirname(variables.ORCHESTRATOR_DATA_DIR ?? ""), count: 4_000 });
  const ssh = await startSshStandIn();
  const n8n = await startFlowStandIn(({ url }) =>
    url.endsWith("/gmail-triage") ? n8nAnswers.json : n8nAnswers.errorInWorkflow,
  );
  const server = await startServer(installation, {
    N8N_WEBHOOK_BASE: `${n8n.url}/webhook`,
    ORCHESTRATOR_MCP_CONFIG: writeMcpConfig(dirname(variables.ORCHESTRATOR_DATA_DIR ?? "")),
  });
  const made = await furnish({ url: server.url, key: apiKey, ssh });
  const pages: Record<string, string> = {
    overview: "/console",
    jobs: "/console/jobs",
    job: `/console/jobs/${made.job}`,
    "running-job": `/console/jobs/${made.running}`,
    approvals: "/console/approvals",
    approval: `/console/approvals/${made.approval}`,
    tools: "/console/tools",
    tool: "/console/tools/memory.search",
    memory: "/console/memory",
    flows: "/console/flows",
    hosts: "/console/hosts",
    host: `/console/hosts?id=${made.host}`,
    "mcp-servers": "/console/mcp",
    programs: "/console/programs",
    keys: "/console/keys",
    key: `/console/keys?id=${made.key}`,
    limits: "/console/limits",
    usage: "/console/usage",
    audit: "/console/audit",
    settings: "/console/settings",
  };
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: ["--no-sandbox"] });
  try {
    for (const [size, viewport] of Object.entries(sizes)) {
      const page = await signedIn({ browser, viewport, url: server.url, variables });
      for (const [name, path] of Object.entries(pages)) {
        await page.goto(`${server.url}${path}`);
        expect(await page.locator("h1").first().textContent()).toBeTruthy();
        await page.waitForLoadState("networkidle", { timeout: 3_000 }).catch(() => {});
        await page.screenshot({ path: join(folder, `${name}-${size}.png`) });
      }
    }
  } finally {
    await browser.close();
  }
});

type SignedInInput = {
  browser: Browser;
  viewport: (typeof sizes)["desktop"];
  url: string;
  variables: Record<string, string>;
};

async function signedIn({ browser, viewport, url, variables }: SignedInInput): Promise<Page> {
  const page = await browser.newPage({ viewport, locale: "en-GB", reducedMotion: "reduce" });
  await page.goto(`${url}/sign-in`);
  await page.getByLabel("E-mail").fill("admin@localhost.local");
  await page.getByLabel(/^Password/).fill(variables.ORCHESTRATOR_ADMIN_PASSWORD ?? "");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/console");
  return page;
}
