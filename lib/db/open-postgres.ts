import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import type { Database } from "./database";
import { migrationsFolder } from "./migrations-folder";
import * as schema from "./schema";

/** Any number that only we use: the advisory lock under which one process migrates and the others wait. */
const migrationLock = 7_021_977;

type OpenPostgresInput = { url: string; connectionsMax?: number };

/** Connects to a Postgres with pgvector and runs the migrations under a lock. Reconnects by itself later on. */
export async function openPostgres({ url, connectionsMax = 10 }: OpenPostgresInput): Promise<Database> {
  const client = postgres(url, {
    max: connectionsMax,
    connect_timeout: 5,
    // A query fails with the attempt to connect for it, so that with a pause between attempts the callers of a lost
    // server would queue up behind each other for ever longer.
    backoff: () => 0,
    onnotice: () => {},
    connection: {
      application_name: "orchestrator",
      TimeZone: "UTC",
      "hnsw.iterative_scan": "strict_order",
      "hnsw.ef_search": 100,
    },
  });
  try {
    await migrateUnderLock(url);
  } catch (error) {
    await client.end({ timeout: 1 });
    throw error;
  }
  return {
    kind: "postgres",
    db: drizzle(client, { schema }),
    ping: async () => void (await client`select 1`),
    maintain: async () => {},
    listen: async (channel, onNotify) => (await client.listen(channel, onNotify)).unlisten,
    close: () => client.end({ timeout: 5 }),
  };
}

async function migrateUnderLock(url: string): Promise<void> {
  const client = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => {} });
  try {
    await client`select pg_advisory_lock(${migrationLock})`;
    await migrate(drizzle(client), { migrationsFolder });
  } finally {
    // The lock goes with its connection.
    await client.end({ timeout: 5 });
  }
}
