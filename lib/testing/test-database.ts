import { readFileSync } from "node:fs";
import postgres from "postgres";
import { afterAll } from "vitest";
import { randomToken } from "@/lib/core/crypto";
import type { Database } from "@/lib/db/database";
import { openPglite } from "@/lib/db/open-pglite";
import { openPostgres } from "@/lib/db/open-postgres";

/**
 * A fresh database with the real migrations, closed after the file: PGlite in memory, or in the `postgres` project a
 * new database on the server named by TEST_DATABASE_URL.
 */
export async function openTestDatabase(): Promise<Database> {
  if (process.env.TEST_DATABASE === "postgres") {
    const { url } = await createServerDatabase(process.env.TEST_DATABASE_URL ?? "");
    const database = await openPostgres({ url });
    afterAll(() => database.close());
    return database;
  }
  const database = await copyTemplate();
  afterAll(() => database.close());
  return database;
}

/** A new and empty database on a Postgres server, dropped after the file, whoever is still connected to it. */
export async function createServerDatabase(server: string): Promise<{ name: string; url: string }> {
  const name = `orchestrator_test_${randomToken(6).toLowerCase().replace(/\W/g, "_")}`;
  await onServer(server, (sql) => sql.unsafe(`create database ${name}`));
  afterAll(() => onServer(server, (sql) => sql.unsafe(`drop database ${name} with (force)`)));
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { name, url: url.href };
}

async function copyTemplate(): Promise<Database> {
  const template = new Blob([readFileSync(process.env.TEST_TEMPLATE ?? "")]);
  return openPglite({ dataDir: null, template });
}

/** Does some work on a connection of its own. */
export async function onServer(url: string, work: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await work(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}
