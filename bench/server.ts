import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

export type BenchServer = { base: string; pid: number; stop(): Promise<void> };

/** Starts the production server on its own folder (or on BENCH_DATABASE_URL) and waits until it is ready. */
export async function startServer({ folder, port }: { folder: string; port: number }): Promise<BenchServer> {
  const child = spawn(process.execPath, ["scripts/start.mjs"], {
    env: {
      ...process.env,
      PORT: String(port),
      ORCHESTRATOR_DATA_DIR: join(folder, "data"),
      ORCHESTRATOR_LOG_FILE: join(folder, "orchestrator.log"),
      ORCHESTRATOR_API_KEY: benchKey,
      DATABASE_URL: process.env.BENCH_DATABASE_URL ?? "",
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const base = `http://127.0.0.1:${port}`;
  await untilReady({ child, base });
  return {
    base,
    pid: child.pid ?? 0,
    stop: async () => {
      child.kill("SIGTERM");
      await once(child, "exit");
    },
  };
}

export const benchKey = "ork_bench_key_of_this_run_only";

async function untilReady({ child, base }: { child: ChildProcess; base: string }): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error("the server ended instead of starting");
    const isUp = await fetch(`${base}/ready`).then(
      (response) => response.ok,
      () => false,
    );
    if (isUp) return;
    await pause(200);
  }
}
