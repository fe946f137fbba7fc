import { readFileSync } from "node:fs";
import { join } from "node:path";
import { migrationsFolder } from "./migrations-folder";

type Journal = { entries: { when: number; tag: string }[] };

/** The newest of the committed migrations: its name, and when it was made, in milliseconds since 1970. */
export function newestMigration(): { tag: string; when: number } {
  const { entries } = JSON.parse(readFileSync(join(migrationsFolder, "meta/_journal.json"), "utf8")) as Journal;
  return entries.reduce((newest, entry) => (entry.when > newest.when ? entry : newest), { tag: "", when: 0 });
}
