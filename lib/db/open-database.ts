import { join } from "node:path";
import type { Env } from "@/lib/core/env";
import type { Database } from "./database";
import { lockDataDir } from "./lock-data-dir";
import { openPglite } from "./open-pglite";
import { openPostgres } from "./open-postgres";

/** Opens what the configuration names: Postgres with DATABASE_URL, else PGlite in the data folder, locked for us. */
export async function openDatabase(env: Env): Promise<Database> {
  if (env.databaseUrl) return openPostgres({ url: env.databaseUrl });
  const release = lockDataDir({ dataDir: env.dataDir, url: env.listenUrl });
  try {
    const database = await openPglite({ dataDir: join(env.dataDir, "pglite") });
    return {
      ...database,
      close: async () => {
        await database.close();
        release();
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}
