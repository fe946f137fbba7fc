// `npm run bench:jobs`: the queue and the job list, in one run on one machine.
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { benchKey, startServer } from "./server";

const jobsCount = Number(process.env.BENCH_JOBS ?? 2_000);
const spacedCount = 200;
const folder = mkdtempSync(join(tmpdir(), "orchestrator-bench-"));
const server = await startServer({ folder, port: 8401 });
const headers = { "content-type": "application/json", authorization: `Bearer ${benchKey}` };

type JobFacts = { job_id: string; state: string; created_at: string; started_at: string | null };

try {
  for (let n = 0; n < 50; n++) await send(n);
  const spaced = await measureStart();
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
      "",
    ].join("\n"),
  );
} finally {
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

async function send(n: number): Promise<string> {
  const body = JSON.stringify({ intent: "system.whoami", inputs: {}, wait_s: 0, context: { n } });
  const response = await fetch(`${server.base}/orchestrate`, { method: "POST", headers, body });
  if (response.status !== 202) throw new Error(`expected 202, got ${response.status}: ${await response.text()}`);
  return ((await response.json()) as { job_id: string }).job_id;
}

async function get<Answer>(path: string): Promise<Answer> {
  const response = await fetch(server.base + path, { headers });
  if (!response.ok) throw new Error(`GET ${path} answered ${response.status}`);
  return (await response.json()) as Answer;
}
