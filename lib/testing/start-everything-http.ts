import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { mcpPrograms } from "./mcp-target";

/** The real everything server over HTTP, as a process on loopback; `port` 0 takes a free one of its own choice. */
export async function startEverythingHttp(port: number) {
  const loopback = new URL("./listen-on-loopback.mjs", import.meta.url).href;
  const child = spawn(process.execPath, ["--import", loopback, mcpPrograms.everything, "streamableHttp"], {
    env: { ...process.env, PORT: String(port) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stdout.resume();
  const exited = once(child, "exit");
  for await (const line of createInterface({ input: child.stderr })) if (line.includes("listening on port")) break;
  child.stderr.resume();
  return {
    url: `http://127.0.0.1:${port}/mcp`,
    async kill() {
      child.kill("SIGKILL");
      await exited;
    },
  };
}
