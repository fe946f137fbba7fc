// `N8N_WEBHOOK_BASE=... npm run bench:flows`: what a flow costs on its way through, and what waiting flows cost.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Pool } from "undici";
import { benchKey, startServer } from "./server";

const base = process.env.N8N_WEBHOOK_BASE;
if (!base) throw new Error("N8N_WEBHOOK_BASE: set it to a real n8n that has the workflow gmail-triage.");
const rounds = 300;
const blockSize = 50;
const waitingCount = 200;
const holdMs = 30_000;
const path = new URL(base).pathname.replace(/\/$/, "");

// Stands between: at-once answers at once, hold-* after half a minute, as a slow workflow does; the rest is n8n's.
const n8n = new Pool(new URL(base).origin, { connections: waitingCount });
const front = createServer(async (request, response) => {
  if (request.url?.includes("/at-once")) {
    request.resume();
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
    return;
  }
  if (request.url?.includes("/hold-")) {
    request.resume();
    await pause(holdMs);
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
    return;
  }
  const answer = await n8n.request({
    method: "POST",
    path: request.url ?? "/",
    headers: { "content-type": "application/json" },
    body: request,
  });
  response.writeHead(answer.statusCode, { "content-type": "application/json" });
  answer.body.pipe(response);
});
await new Promise<void>((resolve) => front.listen(0, "127.0.0.1", resolve));
const frontUrl = `http://127.0.0.1:${(front.address() as AddressInfo).port}`;

const folder = mkdtempSync(join(tmpdir(), "orchestrator-bench-"));
process.env.N8N_WEBHOOK_BASE = frontUrl + path;
const server = await startServer({ folder, port: 8403 });
const orchestrator = new Pool(server.base, { connections: waitingCount });
const direct = new Pool(frontUrl, { connections: 1 });

try {
  const body = (n: number) => JSON.stringify({ intent: "gmail.triage", inputs: { since: `${n} hours ago` } });
  const throughUs = (n: number) => post({ pool: orchestrator, path: "/orchestrate", body: body(n) });
  const straight = (n: number) => post({ pool: direct, path: `${path}/gmail-triage`, body: body(n) });
  for (let n = 0; n < 30; n++) await Promise.all([throughUs(-n), straight(-n)]);
  const ours: number[] = [];
  const theirs: number[] = [];
  // Block by block, in turn: each is warm in its own, and whatever else the machine does falls on both.
  for (let n = 1; n <= rounds; n += blockSize) {
    for (let i = n; i < n + blockSize; i++) theirs.push(await timed(() => straight(i)));
    for (let i = n; i < n + blockSize; i++) ours.push(await timed(() => throughUs(i)));
  }
  const atOnce: number[] = [];
  for (let n = 0; n < rounds; n++) {
    const body = JSON.stringify({ intent: "at-once", inputs: { n }, mode: "flow" });
    atOnce.push(await timed(() => post({ pool: orchestrator, path: "/orchestrate", body })));
  }
  const before = residentMb();
  const held = Array.from({ length: waitingCount }, (_, n) =>
    post({
      pool: orchestrator,
      path: "/orchestrate",
      body: JSON.stringify({ intent: `hold-${n}`, inputs: {}, mode: "flow", wait_s: 40 }),
    }),
  );
  await pause(holdMs / 2);
  const during = residentMb();
  await Promise.all(held);
  process.stdout.write(
    [
      "",
      `${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${cpus().length} cores`,
      "",
      "| what | measured |",
      "|---|---|",
      `| n8n's webhook called directly, one connection | p50 ${p50(theirs)} ms |`,
      `| the same through the orchestrator | p50 ${p50(ours)} ms (+${(p50(ours) - p50(theirs)).toFixed(1)}) |`,
      `| a backend that answers at once, through the orchestrator | p50 ${p50(atOnce)} ms |`,
      `| ${waitingCount} flows in flight for ${holdMs / 1000} s each | +${(during - before).toFixed(0)} MB |`,
      "",
    ].join("\n"),
  );
} finally {
  await Promise.all([orchestrator, direct, n8n].map((pool) => pool.destroy()));
  front.closeAllConnections();
  front.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function post({ pool, path, body }: { pool: Pool; path: string; body: string }): Promise<void> {
  const headers = { "content-type": "application/json", authorization: `Bearer ${benchKey}` };
  const answer = await pool.request({ method: "POST", path, headers, body, headersTimeout: 60_000 });
  const text = await answer.body.text();
  if (answer.statusCode !== 200) throw new Error(`${path} answered ${answer.statusCode}: ${text.slice(0, 300)}`);
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

function p50(all: number[]): number {
  return Math.round(([...all].sort((left, right) => left - right)[Math.floor(all.length / 2)] ?? 0) * 10) / 10;
}

/** What the server's process holds, in MB, as Linux counts it. */
function residentMb(): number {
  const status = readFileSync(`/proc/${server.pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}
