import { sql } from "drizzle-orm";
import { queryRows } from "@/lib/db/database";
import type { Context } from "./context";

export type DatabaseFacts = {
  /** The server's own version. */
  version: string;
  /** That of pgvector; null where it is not there. */
  vectorVersion: string | null;
  /** When the newest migration that it has was made, in milliseconds since 1970. */
  migratedTo: number;
};

/** What the database says of itself. */
export async function readDatabaseFacts(ctx: Pick<Context, "db">): Promise<DatabaseFacts> {
  const [row] = await queryRows<{ version: string; vector: string | null; migrated: string | number | null }>({
    db: ctx.db,
    query: sql`select current_setting('server_version') as version,
      (select extversion from pg_extension where extname = 'vector') as vector,
      (select max(created_at) from drizzle.__drizzle_migrations) as migrated`,
  });
  return {
    version: row?.version.split(" ")[0] ?? "",
    vectorVersion: row?.vector ?? null,
    migratedTo: Number(row?.migrated ?? 0),
  };
}
