// `npm run key:*`, `callback:*`, `flow:*`, `host:*`, `mcp:*`, `grant:*`, `user:*`, `audit:*` and `doctor`: the command line, which is in
// lib/surfaces/cli.
import { text } from "node:stream/consumers";
import nextEnv from "@next/env";
import { AppError } from "@/lib/core/app-error";
import { getEnv } from "@/lib/core/env";
import { runCli } from "@/lib/surfaces/cli/run-cli";

nextEnv.loadEnvConfig(process.cwd(), false, { info: () => {}, error: console.error });

try {
  const { text: said, exitCode } = await runCli({
    args: process.argv.slice(2),
    env: getEnv(),
    readVariable: (name) => process.env[name],
    readInput: () => text(process.stdin),
    note: (line) => process.stderr.write(`orchestrator: ${line}\n`),
  });
  process.stdout.write(`${said}\n`);
  process.exitCode = exitCode;
} catch (error) {
  const hint = error instanceof AppError && error.hint ? `\n${error.hint}` : "";
  process.stderr.write(`orchestrator: ${error instanceof Error ? error.message : String(error)}${hint}\n`);
  process.exitCode = 1;
}
