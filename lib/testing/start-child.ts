import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const scripts = {
  "hold-data-dir": new URL("./hold-data-dir.ts", import.meta.url),
  "run-mcp-server": new URL("./run-mcp-server.ts", import.meta.url),
  "run-reembed": new URL("./run-reembed.ts", import.meta.url),
  "run-worker": new URL("./run-worker.ts", import.meta.url),
  "write-until-killed": new URL("./write-until-killed.ts", import.meta.url),
};

type StartChildInput = { script: keyof typeof scripts; args: string[] };

/** Starts one of the scripts beside this file as a real process, which says what it does line by line. */
export async function startChild({ script, args }: StartChildInput) {
  const child = spawn(process.execPath, ["--import", "tsx", fileURLToPath(scripts[script]), ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();

  /** Ends it as nothing can prepare for, and waits until it is gone. */
  async function kill(): Promise<void> {
    child.kill("SIGKILL");
    await exited;
  }

  onTestFinished(kill);
  await once(child, "spawn");
  return {
    pid: child.pid,
    /** What it says next; undefined when it has ended. */
    nextLine: async () => (await lines.next()).value as string | undefined,
    kill,
  };
}
