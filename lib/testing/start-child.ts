import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";

type StartChildInput = { script: string; args?: string[]; env?: Record<string, string> };

/** Starts a TypeScript file as a real process, which tells what it does line by line, and which ends with the test. */
export async function startChild({ script, args = [], env = {} }: StartChildInput) {
  const child = spawn(process.execPath, ["--import", "tsx", script, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ...env },
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
