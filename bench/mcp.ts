// `npm run bench:mcp`: what a remote tool costs on its way through, beside the same call by the SDK alone.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { Pool } from "undici";
import { benchKey, startServer } from "./server";

const rounds = 300;
const blockSize = 50;
const parallel = 50;
const everything = join(process.cwd(), "node_modules/@modelcontextprotocol/server-everything/dist/index.js");
const loopback = new URL("../lib/testing/listen-on-loopback.mjs", import.meta.url).href;
const port = 8411;

const peer = spawn(process.execPath, ["--import", loopback, everything, "streamableHttp"], {
  env: { ...process.env, PORT: String(port) },
  stdio: ["ignore", "ignore", "pipe"],
});
for await (const line of createInterface({ input: peer.stderr })) if (line.includes("listening on port")) break;
peer.stderr.resume();

const folder = mkdtempSync(join(tmpdir(), "orchestrator-bench-"));
const config = join(folder, "mcp.json");
const mcpServers = {
  trusted: { url: `http://127.0.0.1:${port}/mcp`, trusted: true },
  untrusted: { url: `http://127.0.0.1:${port}/mcp` },
  stdio: { command: process.execPath, args: [everything] },
};
writeFileSync(config, JSON.stringify({ mcpServers }));
process.env.ORCHESTRATOR_MCP_CONFIG = config;
const server = await startServer({ folder, port: 8404 });
const pool = new Pool(server.base, { connections: parallel });
const client = new Client({ name: "bench", version: "1.0.0" });
await client.connect(new StreamableHTTPClientTransport(new URL(`http://127.0.0.1:${port}/mcp`)));

try {
  const straight = async (n: number) => void (await client.callTool({ name: "echo", arguments: { message: `${n}` } }));
  const through = (server: string) => (n: number) => call(`mcp.${server}.echo`, { message: `${server} ${n}` });
  const ways = [straight, through("trusted"), through("untrusted")];
  for (let n = 0; n < 30; n++) for (const way of ways) await way(-1 - n);
  const times: number[][] = ways.map(() => []);
  // Block by block, in turn: each is warm in its own, and whatever else the machine does falls on all.
  for (let n = 0; n < rounds; n += blockSize) {
    for (const [i, way] of ways.entries()) {
      for (let k = n; k < n + blockSize; k++) times[i]?.push(await timed(() => way(k)));
    }
  }
  await through("stdio")(-1);
  const startedMs = performance.now();
  await Promise.all(Array.from({ length: parallel }, (_, n) => through("stdio")(n)));
  const parallelMs = performance.now() - startedMs;
  const [alone = 0, trusted = 0, untrusted = 0] = times.map(p50);
  const more = (ms: number) => `p50 ${ms} ms (+${(ms - alone).toFixed(1)})`;
  process.stdout.write(
    [
      "",
      `${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${cpus().length} cores`,
      "",
      "| what | measured |",
      "|---|---|",
      `| \`echo\` of server-everything over HTTP, by the SDK alone | p50 ${alone} ms |`,
      `| through the orchestrator, the server trusted (a reading tool) | ${more(trusted)} |`,
      `| the same, not trusted (happens once, so it is admitted first) | ${more(untrusted)} |`,
      `| ${parallel} calls at once to one stdio server | ${parallelMs.toFixed(0)} ms, ${await processCount()} process |`,
      "",
    ].join("\n"),
  );
} finally {
  await client.close();
  await pool.destroy();
  await server.stop();
  peer.kill("SIGKILL");
  await once(peer, "exit");
  rmSync(folder, { recursive: true, force: true });
}

async function call(intent: string, inputs: object): Promise<void> {
  const headers = { "content-type": "application/json", authorization: `Bearer ${benchKey}` };
  const body = JSON.stringify({ intent, inputs, wait_s: 40 });
  const answer = await pool.request({ method: "POST", path: "/orchestrate", headers, body });
  const text = await answer.body.text();
  if (answer.statusCode !== 200) throw new Error(`${intent} answered ${answer.statusCode}: ${text.slice(0, 300)}`);
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

function p50(all: number[]): number {
  return Math.round(([...all].sort((left, right) => left - right)[Math.floor(all.length / 2)] ?? 0) * 10) / 10;
}

/** How many processes of the stdio server there are. */
async function processCount(): Promise<number> {
  const ps = spawn("ps", ["-eo", "args"], { stdio: ["ignore", "pipe", "ignore"] });
  let count = 0;
  for await (const line of createInterface({ input: ps.stdout })) if (line.endsWith(everything)) count++;
  return count;
}
