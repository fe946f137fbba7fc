// `npm run bench:jobs`: the queue and the job list, in one run on one machine.
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Pool } from "undici";
import { benchKey, startServer } from "./server";

const jobsCount = Number(process.env.BENCH_JOBS ?? 2_000);
const spacedCount = 200;
const folder = mkdtempSync(join(tmpdir(), "orchestrator-bench-"));
const server = await startServer({ folder, port: 8401 });
const headers = { "content-type": "application/json", authorization: `Bearer ${benchKey}` };

// The load shares the two cores: a light client measures the server, not itself.
const client = new Pool(server.base, { connections: 10 });

type JobFacts = { job_id: string; state: string; created_at: string; started_at: string | null };

try {
  for (let n = 0; n < 50; n++) await send(n);
  const spaced = await measureStart();
  const floor = await measureFloor();
  const rate = await measureRate();
  process.stdout.write(
    [
      "",
      `${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${cpus().length} cores, ${process.env.BENCH_DATABASE_URL ? "Postgres" : "PGlite"}`,
      "",
      "| what | measured |",
      "|---|---|",
      `| accept to start, one job at a time | p50 ${spaced.p50} ms, p95 ${spaced.p95} ms |`,
      `| ${jobsCount} trivial jobs, accepted and finished | ${Math.round(rate)} a second |`,
      `| GET /health in the same run | ${Math.round(floor)} a second |`,
      "",
    ].join("\n"),
  );
} finally {
  await client.destroy();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** How long a job waits to be started when the process is idle. */
async function measureStart(): Promise<{ p50: number; p95: number }> {
  const waits: number[] = [];
  for (let n = 0; n < spacedCount; n++) {
    const id = await send(n);
    const job = await get<JobFacts>(`/jobs/${id}?wait=5`);
    waits.push(Date.parse(job.started_at ?? "") - Date.parse(job.created_at));
  }
  waits.sort((left, right) => left - right);
  const at = (share: number) => waits[Math.floor(waits.length * share)] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95) };
}

/** How many jobs a second go the whole way, from the first request to the last end. */
async function measureRate(): Promise<number> {
  const startedMs = performance.now();
  for (let n = 0; n < jobsCount; n += 10) await Promise.all(Array.from({ length: 10 }, (_, i) => send(n + i)));
  for (;;) {
    const [queued, running] = await Promise.all(
      ["queued", "running"].map((state) => get<{ jobs: [] }>(`/jobs?state=${state}&limit=1`)),
    );
    if (queued?.jobs.length === 0 && running?.jobs.length === 0) break;
    await pause(20);
  }
  return (jobsCount * 1000) / (performance.now() - startedMs);
}

/** What the framework can do on the machine as it is just now: the floor. */
async function measureFloor(): Promise<number> {
  const startedMs = performance.now();
  for (let n = 0; n < jobsCount; n += 10) await Promise.all(Array.from({ length: 10 }, () => get("/health")));
  return (jobsCount * 1000) / (performance.now() - startedMs);
}

async function send(n: number): Promise<string> {
  const body = JSON.stringify({ intent: "system.whoami", inputs: {}, wait_s: 0, context: { n } });
  const response = await client.request({ method: "POST", path: "/orchestrate", headers, body });
  if (response.statusCode !== 202) throw new Error(`expected 202, got ${await response.body.text()}`);
  return ((await response.body.json()) as { job_id: string }).job_id;
}

async function get<Answer>(path: string): Promise<Answer> {
  const response = await client.request({ method: "GET", path, headers });
  if (response.statusCode !== 200) throw new Error(`GET ${path} answered ${response.statusCode}`);
  return (await response.body.json()) as Answer;
}
