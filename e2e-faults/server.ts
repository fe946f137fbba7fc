import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { onTestFinished } from "vitest";
import type { Installation } from "./installation";

const startMsMax = 60_000;
const lookMs = 50;

/** The built app as `npm start` runs it, in a process of its own, when it is ready. It ends with the test at the latest. */
export async function startServer({ variables }: Installation, more: Record<string, string> = {}) {
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, ["scripts/start.mjs"], {
    stdio: ["ignore", "ignore", "pipe"],
    // Nothing of the test runner's own environment, which says that this is a test.
    env: {
      NODE_ENV: "production",
      PATH: process.env.PATH,
      HOST: "127.0.0.1",
      PORT: String(port),
      ...variables,
      ...more,
    },
  });
  const exited = once(child, "exit") as Promise<[code: number | null, signal: string | null]>;

  let complaints = "";
  child.stderr.on("data", (chunk) => {
    complaints += chunk;
    process.stderr.write(chunk);
  });

  /** Ends it and says with which exit code and after how many milliseconds it was gone. */
  async function end(signal: "SIGTERM" | "SIGKILL"): Promise<{ code: number | null; afterMs: number }> {
    const sentMs = performance.now();
    child.kill(signal);
    const [code] = await exited;
    return { code, afterMs: performance.now() - sentMs };
  }

  onTestFinished(async () => {
    await end("SIGKILL");
  });
  const deadlineMs = performance.now() + startMsMax;
  while (!(await isReady(url))) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    if (performance.now() > deadlineMs) throw new Error(`the server was not ready within ${startMsMax} ms`);
    await pause(lookMs);
  }
  return {
    url,
    end,
    /** What it wrote to standard error so far. */
    complaints: () => complaints,
  };
}

async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/ready`).then(
    (response) => response.ok,
    () => false,
  );
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}
