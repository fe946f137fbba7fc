// `npm start`: builds when there is no current build, then serves.
import { spawnSync } from "node:child_process";
import { isBuildCurrent } from "./build-stamp.mjs";

/** @type {Record<string, string | undefined>} */ (process.env).NODE_ENV = "production";

if (!isBuildCurrent()) {
  process.stdout.write("Building (once, until the code changes) ...\n");
  const { status, stdout, stderr } = spawnSync(process.execPath, ["scripts/build.mjs"], { encoding: "utf8" });
  if (status !== 0) {
    process.stderr.write(`${stdout}${stderr}\norchestrator: cannot start: the build failed.\n`);
    process.exit(1);
  }
}
await import("./server.mjs");
