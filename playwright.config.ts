import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "@playwright/test";
import { adminPassword, apiKey, approvalRules, baseUrl, oidcIssuer, oidcName, port } from "./e2e/installation";
import { oidcClient } from "./lib/testing/oidc-client";

// Named here and made by the server: this file is read again by every worker, and by tools that only look.
process.env.E2E_FOLDER ??= join(tmpdir(), `orchestrator-e2e-${process.pid}-${Date.now()}`);
const folder = process.env.E2E_FOLDER;

export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/global-setup.ts",
  globalTeardown: "./e2e/global-teardown.ts",
  // One server with one database: what a test sees is what the tests before it did.
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  outputDir: "test-results/browser",
  reporter: [["list"], ["json", { outputFile: "test-results/playwright.json" }]],
  projects: [
    { name: "first start", testMatch: "first-start.spec.ts" },
    { name: "in use", testIgnore: "first-start.spec.ts", dependencies: ["first start"] },
  ],
  use: {
    baseURL: baseUrl,
    locale: "en-GB",
    actionTimeout: 15_000,
    trace: "retain-on-failure",
    launchOptions: {
      ...(process.env.CHROMIUM_PATH && { executablePath: process.env.CHROMIUM_PATH }),
      args: [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      ],
    },
  },
  webServer: [
    {
      command: "npx tsx e2e/oidc-server.ts",
      url: `${oidcIssuer}/.well-known/openid-configuration`,
      reuseExistingServer: false,
    },
    {
      command: "node scripts/start.mjs",
      url: `${baseUrl}/ready`,
      timeout: 10 * 60_000,
      reuseExistingServer: false,
      env: {
        PORT: String(port),
        HOST: "127.0.0.1",
        DATABASE_URL: "",
        ORCHESTRATOR_URL: "",
        ORCHESTRATOR_LOCAL_CALLER: "",
        ORCHESTRATOR_DATA_DIR: join(folder, "data"),
        ORCHESTRATOR_LOG_FILE: join(folder, "orchestrator.log"),
        ORCHESTRATOR_ADMIN_EMAIL: "",
        ORCHESTRATOR_ADMIN_PASSWORD: adminPassword,
        ORCHESTRATOR_API_KEY: apiKey,
        ORCHESTRATOR_APPROVAL_RULES: approvalRules,
        AUTH_OIDC_ISSUER: oidcIssuer,
        AUTH_OIDC_ID: oidcClient.id,
        AUTH_OIDC_SECRET: oidcClient.secret,
        AUTH_OIDC_NAME: oidcName,
      },
    },
  ],
});
