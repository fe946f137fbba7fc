import type { Env } from "@/lib/core/env";
import { findDataDirHolder } from "@/lib/db/lock-data-dir";
import { operatorToken } from "@/lib/surfaces/process/operator-token";
import { readSecretKey } from "@/lib/surfaces/process/secret-key";

/** A running server of this installation, and what lets the command line in. */
export type Server = { url: string; token: string };

/** The server that must be asked, since PGlite lets in one process; null where the database can be opened from here. */
export function findServer(env: Env): Server | null {
  const holder = env.databaseUrl ? null : findDataDirHolder(env.dataDir);
  return holder && { url: holder.url, token: operatorToken(readSecretKey(env)) };
}
