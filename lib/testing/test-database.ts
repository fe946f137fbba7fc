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
  const database = process.env.TEST_DATABASE === "postgres" ? await createOnServer() : await copyTemplate();
  afterAll(() => database.close());
  return database;
}

async function copyTemplate(): Promise<Database> {
  const template = new Blob([readFileSync(process.env.TEST_TEMPLATE ?? "")]);
  return openPglite({ dataDir: null, template });
}

async function createOnServer(): Promise<Database> {
  const server = process.env.TEST_DATABASE_URL ?? "";
  const name = `orchestrator_test_${randomToken(6).toLowerCase().replace(/\W/g, "_")}`;
  await onServer(server, (sql) => sql.unsafe(`create database ${name}`));
  const url = new URL(server);
  url.pathname = `/${name}`;
  const database = await openPostgres({ url: url.href });
  return {
    ...database,
    close: async () => {
      await database.close();
      await onServer(server, (sql) => sql.unsafe(`drop database ${name} with (force)`));
    },
  };
}

async function onServer(url: string, work: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await work(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}
