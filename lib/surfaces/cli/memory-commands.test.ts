import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { parseEnv } from "@/lib/core/env";
import { forgetGlobalState } from "@/lib/core/global-state";
import { lockDataDir } from "@/lib/db/lock-data-dir";
import { openDatabase } from "@/lib/db/open-database";
import type { Context } from "@/lib/records/context";
import { readSecretKey } from "@/lib/surfaces/process/secret-key";
import { startModelProvider } from "@/lib/testing/model-provider";
import { noMeans } from "@/lib/testing/no-means";
import { runCommand } from "@/lib/testing/run-command";
import { runOf } from "@/lib/testing/run-of";
import { serveApp } from "@/lib/testing/serve-app";
import { createTestApp } from "@/lib/testing/test-app";
import { commandContext } from "./command-context";
import { UsageError } from "./usage-error";

// A data folder is opened several times, which a busy machine takes its time for.
const testMsMax = 90_000;
const root = mkdtempSync(join(tmpdir(), "orchestrator-memory-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const provider = await startModelProvider(["old-model", "new-model"]);

async function write(ctx: Context, text: string): Promise<void> {
  const { memoryWrite } = await import("@/lib/tools/memory-write");
  await memoryWrite.run({ ...ctx, ...noMeans, job: runOf }, { text, tags: [], metadata: {} });
}

beforeEach(() => {
  provider.asked.length = 0;
  provider.behaviour.isDown = false;
  for (const name of ["breakers", "adopted-models"]) forgetGlobalState(name);
});

describe.each(["a data folder that nobody holds", "the server that holds the folder"])("on %s", (where) => {
  const ORCHESTRATOR_DATA_DIR = join(root, where.replaceAll(" ", "-"));
  const old = parseEnv({ ORCHESTRATOR_DATA_DIR, ...provider.variables("old-model") });
  const next = parseEnv({ ORCHESTRATOR_DATA_DIR, ...provider.variables("new-model") });
  const reembed = (notes: string[] = []) => runCommand({ args: ["memory", "reembed"], env: next, notes });

  async function fill(): Promise<void> {
    if (where.startsWith("a data folder")) {
      const database = await openDatabase(old);
      for (let n = 0; n < 70; n++) await write(commandContext({ env: old, db: database.db }), `note ${n}`);
      return database.close();
    }
    const variables = { ORCHESTRATOR_SECRET_KEY: readSecretKey(old), ...provider.variables("new-model") };
    const app = await createTestApp({ variables });
    for (let n = 0; n < 70; n++) await write({ ...app.ctx, env: old }, `note ${n}`);
    onTestFinished(lockDataDir({ dataDir: old.dataDir, url: await serveApp(app.handle) }));
  }

  it("says why it stands still, then embeds every memory once and changes to the configured model", {
    timeout: testMsMax,
  }, async () => {
    await fill();
    provider.behaviour.isDown = true;
    expect(await reembed()).toEqual({
      text: "Memories are still found by old-model, not by new-model. The embeddings provider could not be used.",
      exitCode: 1,
    });
    provider.behaviour.isDown = false;
    forgetGlobalState("breakers");
    const notes: string[] = [];
    expect(await reembed(notes)).toEqual({ text: "Memories are found by new-model.", exitCode: 0 });
    expect([...provider.countsOf("new-model").values()].filter((times) => times !== 1)).toEqual([]);
    expect(await reembed()).toEqual({ text: "Memories are found by new-model.", exitCode: 0 });
  });
});

it("refuses a word too many before it opens anything", async () => {
  const env = parseEnv({ ORCHESTRATOR_DATA_DIR: "/dev/null/nowhere" });
  await expect(runCommand({ args: ["memory", "reembed", "all"], env })).rejects.toThrow(UsageError);
});
