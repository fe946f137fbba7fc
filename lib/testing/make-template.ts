import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openPglite } from "@/lib/db/open-pglite";

/** Migrates one database for the whole run; every test file starts from a copy of it, which is far quicker. */
export async function setup(): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "orchestrator-template-"));
  const file = join(folder, "template.tar");
  const database = await openPglite({ dataDir: null });
  writeFileSync(file, Buffer.from(await (await database.dump()).arrayBuffer()));
  await database.close();
  process.env.TEST_TEMPLATE = file;
  return () => rmSync(folder, { recursive: true, force: true });
}
