import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { AppError } from "@/lib/core/app-error";
import type { Env } from "@/lib/core/env";

/**
 * Throws `database_unavailable` for a data folder without a database: a command would make a new installation there, beside
 * the one that its caller means.
 */
export function refuseNewFolder(env: Env): void {
  if (env.databaseUrl || existsSync(join(env.dataDir, "pglite"))) return;
  throw new AppError({
    code: "database_unavailable",
    detail: `No server has ever started on the data folder ${resolve(env.dataDir)}.`,
    hint: "Start one there (npm start), or give this command the server's ORCHESTRATOR_DATA_DIR or DATABASE_URL.",
  });
}
