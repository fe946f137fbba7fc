import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseEnv } from "@/lib/core/env";
import { lockDataDir } from "@/lib/db/lock-data-dir";
import { openDatabase } from "@/lib/db/open-database";
import { createFirstUser } from "@/lib/records/users/create-first-user";
import { readSecretKey } from "@/lib/surfaces/process/secret-key";
import { addUser } from "@/lib/testing/add-user";
import { runCommand } from "@/lib/testing/run-command";
import { serveApp } from "@/lib/testing/serve-app";
import { createTestApp } from "@/lib/testing/test-app";
import { commandContext } from "./command-context";
import { UsageError } from "./usage-error";

const root = mkdtempSync(join(tmpdir(), "orchestrator-users-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const email = "boss@example.com";

describe.each([
  ["a data folder that nobody holds", "free"],
  ["the server that holds the folder", "held"],
])("on %s", (_, name) => {
  const env = parseEnv({ ORCHESTRATOR_DATA_DIR: join(root, name) });
  const run = async (...args: string[]) => (await runCommand({ args, env })).text;

  beforeAll(async () => {
    if (name === "free") {
      const database = await openDatabase(env);
      const ctx = commandContext({ env, db: database.db });
      await createFirstUser(ctx, { email, password: "correct horse battery staple" });
      await addUser(ctx, { email: "ada@example.com", role: "viewer" });
      return database.close();
    }
    const app = await createTestApp({ variables: { ORCHESTRATOR_SECRET_KEY: readSecretKey(env) } });
    await createFirstUser(app.ctx, { email, password: "correct horse battery staple" });
    await addUser(app.ctx, { email: "ada@example.com", role: "viewer" });
    return lockDataDir({ dataDir: env.dataDir, url: await serveApp(app.handle) });
  });

  it("lists, invites, changes a role and removes, and the audit log tells it", async () => {
    expect(await run("user", "list")).toMatch(/^usr_\S+ {2}ada@example.com {2}viewer {2}password {2}never signed in$/m);
    const invited = await run("user", "invite", "--email", "new@example.com", "--role", "operator");
    expect(invited).toMatch(/^ {2}http:\/\/127\.0\.0\.1:8000\/join#inv_[\w-]{43}$/m);
    expect(await run("user", "role", "Ada@example.com", "--role", "operator")).toMatch(
      /is operator now, and signed out/,
    );
    expect(await run("user", "remove", "ada@example.com")).toContain("Removed ada@example.com");
    expect(await run("user", "list")).not.toContain("ada@");
    const audit = await run("audit", "list");
    for (const kind of ["user.removed", "user.role_changed", "user.invited"]) {
      expect(audit).toContain(`${kind}  by operator (process)`);
    }
  });

  it("keeps the last admin", async () => {
    await expect(run("user", "remove", email)).rejects.toThrow("is the last admin");
    await expect(run("user", "role", email, "--role", "viewer")).rejects.toThrow("is the last admin");
    await expect(run("user", "remove", "nobody@example.com")).rejects.toThrow("There is no user 'nobody@example.com'");
  });
});

it.each<[string, string[], string]>([
  ["a role that is none", ["role", "usr_1", "--role", "owner"], "--role must be one of"],
  ["nobody", ["remove"], "Name the user"],
  ["two at once", ["remove", "usr_1", "usr_2"], "'usr_2' is one word too many"],
  ["no address", ["invite", "--email", "ada", "--role", "viewer"], "--email must be an e-mail address"],
  ["an option that is none", ["remove", "usr_1", "--force"], "--force"],
])("refuses %s before it opens anything", async (_, args, says) => {
  const refusal = runCommand({
    args: ["user", ...args],
    env: parseEnv({ ORCHESTRATOR_DATA_DIR: "/dev/null/nowhere" }),
  });
  await expect(refusal).rejects.toThrow(UsageError);
  await expect(refusal).rejects.toThrow(says);
});
