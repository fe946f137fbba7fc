import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { parseEnv } from "@/lib/core/env";
import { openDatabase } from "@/lib/db/open-database";
import { adoptModel } from "@/lib/records/memory/adopt-model";
import { findLatestReembedding } from "@/lib/records/memory/read-reembedding";
import { freeReembedding } from "@/lib/records/memory/take-reembedding";
import { startModelProvider } from "@/lib/testing/model-provider";
import { startChild } from "@/lib/testing/start-child";
import { createTestApp } from "@/lib/testing/test-app";
import { embedMemories } from "./embed-memories";
import { orchestrate } from "./orchestrate";

const count = 150;
const batchSize = 32;
// A first start makes a whole database, which a busy machine takes its time for.
const testMsMax = 90_000;
const dataDir = mkdtempSync(join(tmpdir(), "orchestrator-reembed-"));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

it("embeds no more than one batch twice when its process is killed, and ends complete", {
  timeout: testMsMax,
}, async () => {
  const provider = await startModelProvider(["old-model", "new-model"]);
  const env = (model: string) => parseEnv({ ORCHESTRATOR_DATA_DIR: dataDir, ...provider.variables(model) });
  const first = await openDatabase(env("old-model"));
  const app = await createTestApp({ database: first });
  const caller = { ...app.ctx, env: env("old-model"), actor: { ...app.ctx.actor, intents: ["*"] } };
  for (let n = 0; n < count; n++) {
    await orchestrate(caller, { intent: "memory.write", inputs: { text: `note ${n}` }, mode: "auto" });
  }
  await adoptModel(caller, { configured: "new-model" });
  await first.close();

  let isAsked = () => {};
  const asked = new Promise<void>((resolve) => {
    isAsked = resolve;
  });
  provider.behaviour.before = async ({ model }) => {
    if (model !== "new-model" || provider.countsOf(model).size <= 2 * batchSize) return;
    isAsked();
    // The answer comes too late for the process that asked.
    await child.kill();
  };
  const child = await startChild({ script: "run-reembed", args: [dataDir, provider.url, "new-model"] });
  await asked;
  await child.kill();
  provider.behaviour.before = () => {};

  const database = await openDatabase(env("new-model"));
  const ctx = { ...caller, db: database.db, env: env("new-model") };
  expect(await findLatestReembedding(ctx)).toMatchObject({ state: "embedding", done: 2 * batchSize, total: count });
  await freeReembedding(ctx);
  await embedMemories(ctx);
  expect(await findLatestReembedding(ctx)).toMatchObject({ state: "dropping", done: count });
  const times = [...provider.countsOf("new-model").values()];
  expect([times.length, times.filter((one) => one > 1).length]).toEqual([count, batchSize]);
  await database.close();
});
