import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { parseEnv } from "@/lib/core/env";
import type { Database } from "@/lib/db/database";
import { openDatabase } from "@/lib/db/open-database";
import { refuseSecrets } from "@/lib/testing/refuse-secrets";
import { createServerDatabase } from "@/lib/testing/test-database";

/** What outlives a server: its data folder and database. */
export type Installation = {
  kind: Database["kind"];
  variables: Record<string, string>;
  /** Does some work on the database while no server has it, or, on Postgres, beside them. */
  withDatabase<Value>(work: (database: Database) => Promise<Value>): Promise<Value>;
};

export const apiKey = "ork_for_the_fault_tests_only_00001";
const adminPassword = "correct horse battery staple";
const secretKey = "the secret key of the fault tests, 32 chars";

/** The databases that a fault must be survived on; Postgres where TEST_DATABASE_URL names a server. */
export const databaseKinds: Database["kind"][] = process.env.TEST_DATABASE_URL ? ["pglite", "postgres"] : ["pglite"];

/** A fresh installation, removed after the file. */
export async function createInstallation(kind: Database["kind"]): Promise<Installation> {
  const folder = mkdtempSync(join(tmpdir(), "orchestrator-faults-"));
  afterAll(() => {
    try {
      refuseSecrets({ folder, secrets: [apiKey, adminPassword, secretKey] });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
  const databaseUrl = kind === "postgres" ? (await createServerDatabase(process.env.TEST_DATABASE_URL ?? "")).url : "";
  const variables = {
    DATABASE_URL: databaseUrl,
    ORCHESTRATOR_DATA_DIR: join(folder, "data"),
    ORCHESTRATOR_LOG_FILE: join(folder, "orchestrator.log"),
    ORCHESTRATOR_API_KEY: apiKey,
    ORCHESTRATOR_ADMIN_PASSWORD: adminPassword,
    ORCHESTRATOR_SECRET_KEY: secretKey,
    ORCHESTRATOR_CALLBACK_ALLOW_LOOPBACK: "on",
  };
  return {
    kind,
    variables,
    withDatabase: async (work) => {
      const database = await openDatabase(parseEnv(variables));
      try {
        return await work(database);
      } finally {
        await database.close();
      }
    },
  };
}
