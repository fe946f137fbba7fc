import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { parseEnv } from "@/lib/core/env";
import { openDatabase } from "@/lib/db/open-database";
import { idempotencyClaims, jobs } from "@/lib/db/schema";
import { memories } from "@/lib/db/schema-memory";
import { recoverJobs } from "@/lib/records/jobs/recover-jobs";
import { holdEmbeddings } from "@/lib/testing/held-embeddings";
import { startChild } from "@/lib/testing/start-child";
import { createTestApp } from "@/lib/testing/test-app";

/** The second is begun when a hundred writes were acknowledged, and is held while it is killed. */
const heldWrites = 2;
const acknowledgedMin = 100;
// A first start makes a whole database, which a busy machine takes its time for.
const testMsMax = 90_000;
const dataDir = mkdtempSync(join(tmpdir(), "orchestrator-killed-"));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
const env = parseEnv({ ORCHESTRATOR_DATA_DIR: dataDir });

it("keeps all that was acknowledged when the process is killed, and queues again what was running", {
  timeout: testMsMax,
}, async () => {
  const provider = await holdEmbeddings();
  const args = [dataDir, provider.variables.EMBEDDINGS_URL];
  const writer = await startChild({ script: "write-until-killed", args });
  const heard = [(await writer.nextLine()) ?? "ended early"];
  expect(heard[0]).toMatch(/^running /);
  await provider.held();
  await expect(openDatabase(env)).rejects.toThrow(`The data folder ${dataDir} is in use by process ${writer.pid}`);

  const isHeld = (line: string) => line.startsWith("running ");
  for (let line = await writer.nextLine(); line; line = await writer.nextLine()) {
    heard.push(line);
    if (heard.filter(isHeld).length === heldWrites) break;
  }
  await writer.kill();
  for (let line = await writer.nextLine(); line; line = await writer.nextLine()) heard.push(line);
  const runningId = heard.findLast(isHeld)?.split(" ")[1] ?? "";
  const said = heard.filter((line) => !isHeld(line));
  expect(said.length).toBeGreaterThanOrEqual(acknowledgedMin);
  expect(said.filter((line) => !line.startsWith("succeeded "))).toEqual([]);

  const database = await openDatabase(env);
  const { ctx } = await createTestApp({ database });
  const rows = await database.db.select().from(jobs);
  const succeeded = new Set(rows.filter((row) => row.state === "succeeded").map((row) => row.id));
  expect(said.filter((line) => !succeeded.has(line.split(" ")[1] ?? ""))).toEqual([]);
  expect(await database.db.$count(memories)).toBeGreaterThanOrEqual(said.length);
  expect(rows.find((row) => row.id === runningId)?.state).toBe("running");

  const abandoned = rows.filter((row) => row.state === "running");
  // memory.write may run twice, so it is taken up again and goes on answering for its twins.
  expect(await recoverJobs(ctx, { includingHeld: true })).toEqual({ again: abandoned.length, failed: 0 });
  const [ended] = (await database.db.select().from(jobs)).filter((row) => row.id === runningId);
  expect(ended).toMatchObject({ state: "queued", attempt: 1, heldBy: null, leaseUntil: null });
  const claims = await database.db.select().from(idempotencyClaims);
  expect(claims.map((claim) => claim.jobId)).toContain(runningId);
  await database.close();
});
