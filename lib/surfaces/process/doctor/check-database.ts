import { newestMigration } from "@/lib/db/newest-migration";
import { readDatabaseFacts } from "@/lib/records/database-facts";
import type { Check } from "./check";
import { failed, ok, warning } from "./findings";

/** Whether the database answers, is migrated as this version needs it, and has a pgvector that filters well. */
export const checkDatabase: Check = {
  name: "database",
  look: async (patient) => {
    const { ctx, database } = patient.open();
    const { version, vectorVersion, migratedTo } = await readDatabaseFacts(ctx);
    const name = database.kind === "pglite" ? `Embedded (PGlite, Postgres ${version})` : `Postgres ${version}`;
    if (vectorVersion === null) {
      return failed(`${name} is without pgvector.`, "Install pgvector 0.5 or later, and start again.");
    }
    const facts = `${name} with pgvector ${vectorVersion} answers`;
    const newest = newestMigration();
    if (migratedTo < newest.when) {
      return failed(`${facts}, and lacks the migration ${newest.tag}.`, "Start the orchestrator again: it migrates.");
    }
    if (migratedTo > newest.when) {
      const detail = `${facts}, and was migrated by a newer version than this one.`;
      return warning(detail, "Bring every process to the same version.");
    }
    if (!isAtLeast(vectorVersion, [0, 8])) {
      const fix = "Update pgvector to 0.8 or later, then: alter extension vector update.";
      return warning(`${facts}; filtered searches by meaning may find too little before pgvector 0.8.`, fix);
    }
    return ok(`${facts}; migrations are up to date.`);
  },
};

function isAtLeast(version: string, [major, minor]: [number, number]): boolean {
  const [left = 0, right = 0] = version.split(".").map(Number);
  return left > major || (left === major && right >= minor);
}
