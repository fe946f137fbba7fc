// `npm run key:*` and `npm run callback:secret`: the command line. What it does is in lib/surfaces/cli.
import nextEnv from "@next/env";
import { EnvError, getEnv } from "@/lib/core/env";
import { DataDirLockedError } from "@/lib/db/lock-data-dir";
import { runCli, UsageError } from "@/lib/surfaces/cli/run-cli";

nextEnv.loadEnvConfig(process.cwd(), false, { info: () => {}, error: console.error });

try {
  process.stdout.write(`${await runCli({ args: process.argv.slice(2), env: getEnv() })}\n`);
} catch (error) {
  const isPlain = error instanceof UsageError || error instanceof EnvError || error instanceof DataDirLockedError;
  const text = isPlain || error instanceof Error ? error.message : String(error);
  process.stderr.write(`orchestrator: ${text}\n`);
  process.exitCode = 1;
}
