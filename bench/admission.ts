// `npm run bench:admission`: what a key, limits and budgets add to a call, beside the same call free of them.
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { Pool } from "undici";
import { benchKey, startServer } from "./server";

const rounds = 1_200;
const blockSize = 200;
const isPostgres = Boolean(process.env.BENCH_DATABASE_URL);
const calls = {
  "system.whoami": () => ({}),
  "memory.write": (n: number) => ({ text: `what was said the ${n}th time, ${Math.random()}` }),
};
type Intent = keyof typeof calls;

/** The rule and budgets that a call is held to: more of each than it will ever use. */
const rule = { rate_per_minute: 1_000_000, concurrent_max: 1_000, price: { per_call: 0.000001 } };
const budgets = [
  { scope: "total", period: "month", hard: 1_000_000 },
  { scope: "namespace", subject: "default", period: "day", hard: 1_000_000 },
];

type Way = { name: string; key: string | null; isHeld: boolean };
const ways: Way[] = [
  ...(isPostgres ? [] : [{ name: "nobody asks who calls (the local caller)", key: null, isHeld: false }]),
  { name: "a key", key: benchKey, isHeld: false },
  { name: "a key, a rate, a place and two budgets", key: benchKey, isHeld: true },
];

const folder = mkdtempSync(join(tmpdir(), "orchestrator-bench-"));
const server = await startServer({ folder, port: 8405 });
const pool = new Pool(server.base, { connections: 1 });

try {
  for (const budget of budgets) await send("POST", "/budgets", budget);
  const lines: string[] = [];
  for (const intent of Object.keys(calls) as Intent[]) lines.push(...(await measure(intent)));
  process.stdout.write(
    [
      "",
      `${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${cpus().length} cores, ${isPostgres ? "Postgres" : "PGlite"}`,
      "",
      "| call | held to | p50 | p5 | p5 beside the first |",
      "|---|---|---|---|---|",
      ...lines,
      "",
    ].join("\n"),
  );
} finally {
  await pool.destroy();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** Block by block, in turn: whatever else the machine does falls on all, and least on the quickest of each. */
async function measure(intent: Intent): Promise<string[]> {
  const times: number[][] = ways.map(() => []);
  for (let n = -blockSize; n < rounds; n += blockSize) {
    for (const [i, way] of ways.entries()) {
      await hold(intent, way.isHeld);
      for (let k = 0; k < blockSize; k++) {
        const startedMs = performance.now();
        await call(intent, { n: n + k, key: way.key });
        // The first round warms up.
        if (n >= 0) times[i]?.push(performance.now() - startedMs);
      }
    }
  }
  const [first = 1] = times.map((all) => share(all, 0.05));
  return ways.map(({ name }, i) => {
    const all = times[i] ?? [];
    const quick = share(all, 0.05);
    const more = `${quick < first ? "" : "+"}${(quick - first).toFixed(2)} ms (×${(quick / first).toFixed(2)})`;
    return `| \`${intent}\` | ${name} | ${share(all, 0.5).toFixed(2)} ms | ${quick.toFixed(2)} ms | ${more} |`;
  });
}

async function hold(intent: Intent, isHeld: boolean): Promise<void> {
  const path = `/intent-rules/${intent}`;
  await send("PUT", path, isHeld ? rule : {});
}

async function call(intent: Intent, { n, key }: { n: number; key: string | null }): Promise<void> {
  const headers = { "content-type": "application/json", ...(key !== null && { authorization: `Bearer ${key}` }) };
  const body = JSON.stringify({ intent, inputs: calls[intent](n), wait_s: 40 });
  const answer = await pool.request({ method: "POST", path: "/orchestrate", headers, body });
  const text = await answer.body.text();
  if (answer.statusCode !== 200) throw new Error(`${intent} answered ${answer.statusCode}: ${text.slice(0, 300)}`);
}

async function send(method: "POST" | "PUT", path: string, body: object): Promise<void> {
  const headers = { "content-type": "application/json", authorization: `Bearer ${benchKey}` };
  const answer = await pool.request({ method, path, headers, body: JSON.stringify(body) });
  const text = await answer.body.text();
  if (answer.statusCode >= 300) throw new Error(`${path} answered ${answer.statusCode}: ${text.slice(0, 300)}`);
}

function share(all: number[], of: number): number {
  return [...all].sort((left, right) => left - right)[Math.floor(all.length * of)] ?? 0;
}
