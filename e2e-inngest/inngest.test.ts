import type { ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { endApp, endOf, queueCall, startApp, startWay } from "./app";

const inngestUrl = process.env.INNGEST_BASE_URL;
if (!inngestUrl) throw new Error("INNGEST_BASE_URL: set it to an Inngest server, such as http://127.0.0.1:8288.");

const dataDir = mkdtempSync(join(tmpdir(), "orchestrator-inngest-"));
const way = await startWay(inngestUrl);
const run = Date.now();
let app: ChildProcess;

beforeAll(async () => {
  app = await startApp({ dataDir, inngestUrl: way.url });
});

afterAll(async () => {
  await endApp(app, "SIGTERM");
  way.server.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const write = (text: string) => queueCall("memory.write", { text: `${text} of run ${run}` });

it("runs a queued job through Inngest", async () => {
  const accepted = await write("one");
  expect(accepted).toMatchObject({ status: "accepted" });
  expect(await endOf(accepted.job_id, 30)).toMatchObject({ status: "success", state: "succeeded" });
});

it("lets identical requests join one job", async () => {
  const [first, second] = await Promise.all([write("twin"), write("twin")]);
  expect(first.job_id).toBe(second.job_id);
  expect(await endOf(first.job_id, 30)).toMatchObject({ state: "succeeded" });
});

it("finishes each of 60 jobs once", async () => {
  const jobs = await Promise.all(Array.from({ length: 60 }, (_, n) => write(`load ${n}`)));
  const ended = await Promise.all(jobs.map((job) => endOf(job.job_id, 90)));
  expect(ended.map(({ state }) => state)).toEqual(jobs.map(() => "succeeded"));
  expect(new Set(ended.map(({ result }) => result?.item_id)).size).toBe(60);
});

it("keeps a job that could not be sent, and sends it when Inngest is back", async () => {
  way.cut();
  const accepted = await write("unsent");
  expect(accepted).toMatchObject({ status: "accepted" });
  expect(await endOf(accepted.job_id, 3)).toMatchObject({ status: "accepted", state: "queued" });
  way.mend();
  expect(await endOf(accepted.job_id, 90)).toMatchObject({ state: "succeeded" });
});

it("loses no job when its process is killed under load", async () => {
  const jobs = await Promise.all(Array.from({ length: 30 }, (_, n) => write(`killed ${n}`)));
  await endApp(app, "SIGKILL");
  app = await startApp({ dataDir, inngestUrl: way.url });
  const ended = await Promise.all(jobs.map((job) => endOf(job.job_id, 150)));
  expect(ended.map(({ state }) => state)).toEqual(jobs.map(() => "succeeded"));
});
