// `npm run bench`: the orchestrator against its own framework floor, in one run on one machine. Ratios, not promises.
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import autocannon from "autocannon";
import { seedMemories } from "./seed-memories";
import { question, sentence } from "./sentence";
import { benchKey, startServer } from "./server";

const port = 8400;
const memoriesCount = Number(process.env.BENCH_MEMORIES ?? 10_000);
const seconds = Number(process.env.BENCH_SECONDS ?? 8);
const folder = mkdtempSync(join(tmpdir(), "orchestrator-bench-"));

let written = 0;

type Row = { name: string; connections: number; rps: number; p50: number; p99: number; failed: number };

const dataDir = join(folder, "data");
process.stdout.write(`Storing ${memoriesCount} memories ...\n`);
await seedMemories({ dataDir, count: memoriesCount });
const server = await startServer({ folder, port });
try {
  const rows: Row[] = [];
  for (const connections of [1, 10]) {
    rows.push(await measure({ name: "GET /health (floor)", connections, path: "/health" }));
    rows.push(
      await measure({ name: "system.whoami", connections, call: () => ({ intent: "system.whoami", inputs: {} }) }),
    );
    rows.push(await measure({ name: "memory.search", connections, call: searchCall }));
    rows.push(await measure({ name: "memory.write", connections, call: writeCall }));
  }
  report(rows);
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

function writeCall() {
  written += 1;
  return { intent: "memory.write", inputs: { text: sentence(memoriesCount + written) } };
}

function searchCall() {
  written += 1;
  return {
    intent: "memory.search",
    inputs: {
      query: question(written % memoriesCount),
    },
  };
}

type MeasureInput = { name: string; connections: number; path?: string; call?: () => object };

async function measure({ name, connections, path = "/orchestrate", call }: MeasureInput): Promise<Row> {
  const result = await autocannon({
    url: server.base + path,
    connections,
    duration: seconds,
    ...(call && {
      requests: [
        {
          method: "POST" as const,
          headers: { "content-type": "application/json", authorization: `Bearer ${benchKey}` },
          setupRequest: (request: autocannon.Request) => ({ ...request, body: JSON.stringify(call()) }),
        },
      ],
    }),
  });
  const { p50, p99 } = result.latency;
  return { name, connections, rps: result.requests.average, p50, p99, failed: result.non2xx + result.errors };
}

function report(rows: Row[]): void {
  const lines = [
    "",
    `${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${cpus().length} cores shared with the load generator, ` +
      `${memoriesCount} memories, ${seconds} s a row`,
    "",
    "| call | connections | requests/s | of the floor | p50 ms | p99 ms | failed |",
    "|---|---|---|---|---|---|---|",
  ];
  for (const row of rows) {
    const floor = rows.find((other) => other.connections === row.connections)?.rps ?? row.rps;
    lines.push(
      `| ${row.name} | ${row.connections} | ${Math.round(row.rps)} | ${(row.rps / floor).toFixed(2)} | ${row.p50} | ${row.p99} | ${row.failed} |`,
    );
  }
  process.stdout.write(`${lines.join("\n")}\n`);
}
