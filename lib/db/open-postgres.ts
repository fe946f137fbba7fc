import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { createListener } from "./create-listener";
import { createPool } from "./create-pool";
import type { Database } from "./database";
import { migrationsFolder } from "./migrations-folder";
import * as schema from "./schema";

/** Any number that only we use: the advisory lock under which one process migrates and the others wait. */
const migrationLock = 7_021_977;
const defaultStatementMsMax = 15_000;
/** A server that is well ends a slow statement itself, before its connection is taken for dead. */
const serverShare = 0.8;

type OpenPostgresInput = { url: string; connectionsMax?: number; statementMsMax?: number };

/** Connects to a Postgres with pgvector and runs the migrations under a lock. Reconnects by itself later on. */
export async function openPostgres({
  url,
  connectionsMax = 10,
  statementMsMax = defaultStatementMsMax,
}: OpenPostgresInput): Promise<Database> {
  await migrateUnderLock(url);
  const listener = createListener(() => connect({ url, connectionsMax: 1, statementMsMax }));
  const pool = createPool({
    connect: () => connect({ url, connectionsMax, statementMsMax }),
    connectionsMax,
    statementMsMax,
    // A server that left one connection without a word left the listening one too.
    onReplace: listener.renew,
  });
  return {
    kind: "postgres",
    db: drizzle(pool.client, { schema }),
    ping: async () => void (await pool.client.unsafe("select 1")),
    maintain: async () => {},
    listen: listener.listen,
    load: pool.load,
    close: async () => void (await Promise.all([pool.close(), listener.close()])),
  };
}

function connect({ url, connectionsMax, statementMsMax }: Required<OpenPostgresInput>): postgres.Sql {
  return postgres(url, {
    max: connectionsMax,
    connect_timeout: 5,
    // A query fails with the attempt to connect for it, so that with a pause between attempts the callers of a lost
    // server would queue up behind each other for ever longer.
    backoff: () => 0,
    onnotice: () => {},
    connection: {
      application_name: "orchestrator",
      TimeZone: "UTC",
      statement_timeout: Math.round(statementMsMax * serverShare),
      // A process that froze within a transaction must not hold its locks for ever.
      idle_in_transaction_session_timeout: statementMsMax,
      "hnsw.iterative_scan": "strict_order",
      "hnsw.ef_search": 100,
    },
  });
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
