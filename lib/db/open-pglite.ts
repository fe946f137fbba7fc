import { drizzle } from "drizzle-orm/pglite";
import { migrate } from "drizzle-orm/pglite/migrator";
import type { Database } from "./database";
import { keepStatements } from "./keep-statements";
import { maintainPglite } from "./maintain-pglite";
import { migrationsFolder } from "./migrations-folder";
import * as schema from "./schema";
import { setParsersOnce } from "./set-parsers-once";
import { timeStatements } from "./time-statements";

type OpenPgliteInput = {
  /** A folder of ours alone (see lockDataDir), or null for a database in memory. */
  dataDir: string | null;
  /** A dump to start from, instead of an empty database. */
  template?: Blob;
};

/** Opens the embedded Postgres, with the migrations run. */
export async function openPglite({
  dataDir,
  template,
}: OpenPgliteInput): Promise<Database & { dump(): Promise<Blob> }> {
  const [{ PGlite, parse, protocol }, { vector }] = await Promise.all([
    import("@electric-sql/pglite"),
    import("@electric-sql/pglite-pgvector"),
  ]);
  const client = await PGlite.create({
    ...(dataDir === null ? {} : { dataDir }),
    ...(template ? { loadDataDir: template } : {}),
    extensions: { vector },
  });
  keepStatements(client, { serialize: protocol.serialize, parse });
  setParsersOnce(client);
  const db = drizzle(client, { schema });
  await migrate(db, { migrationsFolder });
  // A filtered search goes on past the first candidates, so that a small namespace finds its own rows. Pages are in
  // memory or on a flash disk, so that reading one by an index costs no more than by a scan.
  await client.exec(
    "set hnsw.iterative_scan = 'strict_order'; set hnsw.ef_search = 100; set random_page_cost = 1.1; set timezone = 'UTC'",
  );
  const load = timeStatements(client);
  return {
    kind: "pglite",
    db,
    ping: async () => void (await client.query("select 1")),
    maintain: () => maintainPglite(db),
    listen: (channel, onNotify) => client.listen(channel, onNotify),
    load,
    close: () => client.close(),
    dump: () => client.dumpDataDir("none"),
  };
}
