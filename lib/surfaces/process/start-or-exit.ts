import { EnvError } from "@/lib/core/env-error";
import { toAppError } from "@/lib/core/to-app-error";
import { DataDirLockedError } from "@/lib/db/lock-data-dir";
import { startProcess } from "./start-process";

/** invalid_authorization_specification and invalid_password. Source: the manual of Postgres, appendix A. */
const refusedLoginCodes = new Set<unknown>(["28000", "28P01"]);

/** Starts the process, or says in one line on standard error why it cannot, and exits with 1. */
export async function startOrExit(): Promise<void> {
  try {
    await startProcess();
  } catch (error) {
    process.stderr.write(`orchestrator: cannot start: ${reasonOf(error)}\n`);
    process.exit(1);
  }
}

/** Why a start failed, in one line that says what to do. */
export function reasonOf(error: unknown): string {
  if (error instanceof EnvError || error instanceof DataDirLockedError) return error.message;
  if (toAppError(error).code === "database_unavailable") {
    return "the database named by DATABASE_URL does not answer. Start it, or unset DATABASE_URL to use the embedded one.";
  }
  const causes: Error[] = [];
  for (let cause = error; cause instanceof Error; cause = cause.cause) causes.push(cause);
  if (causes.some((cause) => "code" in cause && refusedLoginCodes.has(cause.code))) {
    return "the database named by DATABASE_URL refuses its user or password. Correct them in DATABASE_URL.";
  }
  const reason = causes.at(-1)?.message.split("\n")[0] ?? String(error);
  return reason.includes("vector") ? `${reason}. The database needs the pgvector extension, 0.5 or later.` : reason;
}
