import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { parseEnv } from "@/lib/core/env";
import { lockDataDir } from "@/lib/db/lock-data-dir";
import { openDatabase } from "@/lib/db/open-database";
import { notePulse } from "@/lib/dispatch/worker-pulse";
import { readSecretKey } from "@/lib/surfaces/process/secret-key";
import { runCommand } from "@/lib/testing/run-command";
import { serveApp } from "@/lib/testing/serve-app";
import { createTestApp } from "@/lib/testing/test-app";

const root = mkdtempSync(join(tmpdir(), "orchestrator-doctor-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const envOf = (name: string, variables: Record<string, string> = {}) =>
  parseEnv({ ...variables, ORCHESTRATOR_DATA_DIR: join(root, name) });
const doctor = (env: ReturnType<typeof envOf>) => runCommand({ args: ["doctor"], env });

it("looks itself where no server runs, says so, and ends well", async () => {
  const env = envOf("free");
  await (await openDatabase(env)).close();
  const { text, exitCode } = await doctor(env);
  expect(exitCode).toBe(0);
  expect(text).toMatch(/^✓ database {6}Embedded/m);
  expect(text).toMatch(/^! queue {9}No server is running here\. .*\n {16}→ Start one: npm start$/m);
});

it("says that no server has ever started on a folder, and makes nothing there", async () => {
  const env = envOf("never");
  const { text, exitCode } = await doctor(env);
  expect(exitCode).toBe(1);
  expect(text).toMatch(/^✗ database {6}No server has ever started on the data folder \S+never\.\n +→ Start one there/m);
  expect(text).toMatch(/^! queue .*was not looked at/m);
  expect(existsSync(env.dataDir)).toBe(false);
});

it("asks the server that holds the folder, whose worker it knows", async () => {
  const env = envOf("held");
  const app = await createTestApp({ variables: { ORCHESTRATOR_SECRET_KEY: readSecretKey(env) } });
  const release = lockDataDir({ dataDir: env.dataDir, url: await serveApp(app.handle) });
  const failing = await doctor(env);
  expect(failing).toEqual({ text: expect.stringMatching(/^✗ queue .* has no worker/m), exitCode: 1 });
  notePulse(app.ctx);
  expect(await doctor(env)).toEqual({ text: expect.stringMatching(/^✓ queue .*The worker is alive/m), exitCode: 0 });
  release();
});

it("looks at the rest where the database cannot be opened, and shows nothing of its address", async () => {
  const variables = {
    DATABASE_URL: "postgres://ada:hunter2@127.0.0.1:1/x",
    N8N_WEBHOOK_BASE: "http://127.0.0.1:1/webhook",
  };
  const { text, exitCode } = await doctor(envOf("away", variables));
  expect(exitCode).toBe(1);
  expect(text).toMatch(/^✗ database .*DATABASE_URL does not answer/m);
  expect(text).toMatch(/^✗ n8n .*refuses the connection/m);
  expect(text).toMatch(/^! queue .*was not looked at/m);
  expect(text).not.toContain("hunter2");
});

it("says that the holder of the folder does not answer", async () => {
  const env = envOf("silent");
  const release = lockDataDir({ dataDir: env.dataDir, url: "http://127.0.0.1:1" });
  await expect(doctor(env)).rejects.toThrow("does not answer at http://127.0.0.1:1");
  release();
});

it("ends the process with 1 when something failed", () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", "scripts/cli.ts", "doctor"], {
    encoding: "utf8",
    env: { ...process.env, ORCHESTRATOR_DATA_DIR: join(root, "whole"), ACTIVEPIECES_BASE: "http://127.0.0.1:1/api/v1" },
  });
  expect(status).toBe(1);
  expect(stdout).toMatch(/^✗ activepieces /m);
  expect(stderr).toMatch(/^orchestrator: on the data folder \S+whole, which no server holds$/m);
});
