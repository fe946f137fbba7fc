import type { ExtractTablesWithRelations, SQL } from "drizzle-orm";
import type { PgDatabase, PgQueryResultHKT, PgTransaction } from "drizzle-orm/pg-core";
import type * as schema from "./schema";

type Schema = typeof schema;

/** Where queries go: the pool, or a transaction of it. The same on PGlite and on Postgres. */
export type Db =
  | PgDatabase<PgQueryResultHKT, Schema>
  | PgTransaction<PgQueryResultHKT, Schema, ExtractTablesWithRelations<Schema>>;

/** An open database and what its owner must know of it. */
export type Database = {
  kind: "pglite" | "postgres";
  db: Db;
  /** Answers when the database does; throws its error when not. */
  ping(): Promise<void>;
  /** Keeps statistics and space in order where no server process does. */
  maintain(): Promise<void>;
  /** Calls back with the payload of each NOTIFY on a channel, until the answer is called. */
  listen(channel: string, onNotify: (payload: string) => void): Promise<() => Promise<void>>;
  /** How many statements may be under way at once, how many are, and how many wait for one to end. */
  load(): DatabaseLoad;
  close(): Promise<void>;
};

export type DatabaseLoad = { max: number; used: number; waiting: number };

/** Rows of a hand-written statement; the two drivers wrap them differently. */
export async function queryRows<Row extends Record<string, unknown>>({
  db,
  query,
}: {
  db: Db;
  query: SQL;
}): Promise<Row[]> {
  const result: unknown = await db.execute(query);
  if (Array.isArray(result)) return result as Row[];
  return (result as { rows: Row[] }).rows;
}
