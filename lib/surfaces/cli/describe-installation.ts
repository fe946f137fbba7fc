import { resolve } from "node:path";
import type { Env } from "@/lib/core/env";
import type { Server } from "./find-server";

/** Which installation a command speaks to, in one line and without credentials. */
export function describeInstallation({ env, server }: { env: Env; server: Server | null }): string {
  if (env.databaseUrl) {
    const { host, pathname } = new URL(env.databaseUrl);
    return `on the Postgres database '${pathname.slice(1)}' at ${host || "its default address"} (DATABASE_URL)`;
  }
  const folder = `the data folder ${resolve(env.dataDir)}`;
  return server ? `on the server at ${server.url}, which holds ${folder}` : `on ${folder}, which no server holds`;
}
