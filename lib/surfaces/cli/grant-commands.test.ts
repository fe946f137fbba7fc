import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseEnv } from "@/lib/core/env";
import type { Db } from "@/lib/db/database";
import { lockDataDir } from "@/lib/db/lock-data-dir";
import { openDatabase } from "@/lib/db/open-database";
import { users } from "@/lib/db/schema";
import { oauthGrants } from "@/lib/db/schema-oauth";
import { readSecretKey } from "@/lib/surfaces/process/secret-key";
import { runCommand } from "@/lib/testing/run-command";
import { serveApp } from "@/lib/testing/serve-app";
import { createTestApp } from "@/lib/testing/test-app";
import { UsageError } from "./usage-error";

const root = mkdtempSync(join(tmpdir(), "orchestrator-grants-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const createdAt = new Date();

async function letIn(db: Db): Promise<void> {
  await db.insert(users).values({ id: "usr_1", email: "ada@example.com", passwordHash: "", role: "admin", createdAt });
  const client = { clientId: "https://app.example/client.json", clientName: "An app" };
  await db.insert(oauthGrants).values({ id: "grt_1", ...client, userId: "usr_1", intents: ["memory.*"], createdAt });
}

describe.each(["a data folder that nobody holds", "the server that holds the folder"])("on %s", (where) => {
  const env = parseEnv({ ORCHESTRATOR_DATA_DIR: join(root, where.replaceAll(" ", "-")) });
  const grant = async (...args: string[]) => (await runCommand({ args: ["grant", ...args], env })).text;

  beforeAll(async () => {
    if (where.startsWith("a data folder")) {
      const database = await openDatabase(env);
      await letIn(database.db);
      return database.close();
    }
    const app = await createTestApp({ variables: { ORCHESTRATOR_SECRET_KEY: readSecretKey(env) } });
    await letIn(app.ctx.db);
    return lockDataDir({ dataDir: env.dataDir, url: await serveApp(app.handle) });
  });

  it("lists the programs that users let in, and revokes one once", async () => {
    const told = "grt_1  An app (https://app.example/client.json)  for ada@example.com";
    expect(await grant("list")).toBe(`${told}  never used  intents memory.*`);
    expect(await grant("revoke", "grt_1")).toBe("Revoked An app (grt_1).");
    expect(await grant("list")).toBe(`${told}  revoked  intents memory.*`);
    await expect(grant("revoke", "grt_1")).rejects.toThrow("There is no grant 'grt_1' in use.");
  });
});

it.each([
  ["no grant to revoke", ["revoke"], "Name the grant to revoke."],
  ["a word too many", ["list", "all"], "all"],
  ["an unknown verb", ["create"], "npm run grant:list"],
])("says what is wrong with %s before it opens anything", async (_what, args, says) => {
  const env = parseEnv({ ORCHESTRATOR_DATA_DIR: "/dev/null/nowhere" });
  const refusal = runCommand({ args: ["grant", ...args], env });
  await expect(refusal).rejects.toThrow(UsageError);
  await expect(refusal).rejects.toThrow(says);
});
