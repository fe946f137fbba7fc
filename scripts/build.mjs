// Builds for production, and notes what was built so that `npm start` knows whether it is current.
import { spawnSync } from "node:child_process";
import { noteBuild } from "./build-stamp.mjs";

const { status } = spawnSync(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
  stdio: "inherit",
  env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
});
if (status === 0) noteBuild();
process.exit(status ?? 1);
