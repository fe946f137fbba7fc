import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Env, parseEnv } from "@/lib/core/env";
import { lockDataDir } from "@/lib/db/lock-data-dir";
import { openDatabase } from "@/lib/db/open-database";
import { readSecretKey } from "@/lib/surfaces/process/secret-key";
import { runCommand } from "@/lib/testing/run-command";
import { serveApp } from "@/lib/testing/serve-app";
import { createTestApp } from "@/lib/testing/test-app";
import { UsageError } from "./usage-error";

const root = mkdtempSync(join(tmpdir(), "orchestrator-cli-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const startedOnce = async (env: Env) => (await openDatabase(env)).close();
const envOf = (name: string) => parseEnv({ ORCHESTRATOR_DATA_DIR: join(root, name) });

const keyIn = (text: string) => /^ {2}(ork_\S+)$/m.exec(text)?.[1] ?? "";
const idIn = (text: string) => /^(key_\S+)/.exec(text)?.[1] ?? "";

describe.each([
  ["a data folder that nobody holds", "free"],
  ["the server that holds the folder", "held"],
])("on %s", (_, name) => {
  const env = envOf(name);
  const key = (...args: string[]) => runCommand({ args: ["key", ...args], env }).then(({ text }) => text);

  beforeAll(async () => {
    if (name === "free") return startedOnce(env);
    const app = await createTestApp({ variables: { ORCHESTRATOR_SECRET_KEY: readSecretKey(env) } });
    const url = await serveApp(app.handle);
    return lockDataDir({ dataDir: env.dataDir, url });
  });

  it("creates a key, lists it without the key itself, and revokes it", async () => {
    expect(await key("list")).toBe("There are no keys.");
    const created = await key("create", "--name", "reader", "--intents", "memory.search, system.*", "--namespace", "a");
    expect(keyIn(created)).toMatch(/^ork_[\w-]{43}$/);
    expect(created).toContain("it is shown only now");
    const id = idIn(created);

    const listed = await key("list");
    expect(listed).toMatch(
      new RegExp(`^${id} .* reader {2}in use {2}namespace a {2}intents memory.search,system.\\* {2}never used$`),
    );
    expect(listed).not.toContain(keyIn(created));

    expect(await key("revoke", id)).toBe(`Revoked reader (${id}).`);
    await expect(key("revoke", id)).rejects.toThrow(`There is no key '${id}' in use.`);
    expect(await key("list")).toContain("reader  revoked");
  });
});

it("makes a key that works once the server opens the folder, with its rights and until its expiry", async () => {
  const env = envOf("free");
  const args = ["key", "create", "--name", "ops", "--rights", "admin,approve", "--expires", "2030-01-31T00:00:00.000Z"];
  const { text: created } = await runCommand({ args, env });
  expect(created).toContain("until 2030-01-31T00:00:00.000Z");
  expect(created).toContain("rights admin,approve");
  const database = await openDatabase(env);
  const app = await createTestApp({ database });
  expect((await app.send({ path: "/keys", key: keyIn(created) })).status).toBe(200);
  await database.close();
});

it("says on which data folder it works, or which server it asks", async () => {
  const env = envOf("noted");
  await startedOnce(env);
  const notes: string[] = [];
  await runCommand({ args: ["key", "list"], env, notes });
  expect(notes).toEqual([`on the data folder ${resolve(env.dataDir)}, which no server holds`]);
  const app = await createTestApp({ variables: { ORCHESTRATOR_SECRET_KEY: readSecretKey(env) } });
  const url = await serveApp(app.handle);
  const release = lockDataDir({ dataDir: env.dataDir, url });
  await runCommand({ args: ["flow", "list"], env, notes });
  expect(notes[1]).toBe(`on the server at ${url}, which holds the data folder ${resolve(env.dataDir)}`);
  release();
});

it("says which Postgres it works on, without its credentials", async () => {
  const env = parseEnv({ DATABASE_URL: "postgres://ada:hunter2@127.0.0.1:1/actions?password=hunter3" });
  const notes: string[] = [];
  await expect(runCommand({ args: ["key", "list"], env, notes })).rejects.toThrow();
  expect(notes).toEqual(["on the Postgres database 'actions' at 127.0.0.1:1 (DATABASE_URL)"]);
});

it.each([
  [["key", "list"]],
  [["key", "create", "--name", "x"]],
  [["callback", "secret", "local"]],
  [["flow", "list"]],
  [["flow", "add", "--intent", "a.b", "--backend", "n8n"]],
])("refuses %j on a data folder where no server has ever started, and leaves nothing there", async (args) => {
  const env = envOf("never");
  await expect(runCommand({ args, env })).rejects.toMatchObject({
    detail: `No server has ever started on the data folder ${resolve(env.dataDir)}.`,
    hint: expect.stringContaining("give this command the server's ORCHESTRATOR_DATA_DIR"),
  });
  expect(existsSync(env.dataDir)).toBe(false);
});

it("is refused by a server of another installation", async () => {
  const env = envOf("other");
  readSecretKey(env);
  const app = await createTestApp();
  const release = lockDataDir({ dataDir: env.dataDir, url: await serveApp(app.handle) });
  await expect(runCommand({ args: ["key", "list"], env })).rejects.toThrow("unknown, expired or revoked");
  release();
});

it("says that the holder of the folder does not answer", async () => {
  const env = envOf("silent");
  const release = lockDataDir({ dataDir: env.dataDir, url: "http://127.0.0.1:1" });
  await expect(runCommand({ args: ["key", "list"], env })).rejects.toThrow(
    "The process that holds the data folder does not answer at http://127.0.0.1:1.",
  );
  release();
});

it("says the status of an answer that is no JSON", async () => {
  const env = envOf("stranger");
  const url = await serveApp(async () => new Response("<h1>Bad gateway</h1>", { status: 502 }));
  const release = lockDataDir({ dataDir: env.dataDir, url });
  await expect(runCommand({ args: ["key", "list"], env })).rejects.toThrow("the server answered 502");
  release();
});

it.each([
  ["nothing", [], "Usage:"],
  ["an unknown subject", ["person", "list"], "Usage:"],
  ["an unknown verb", ["key", "delete"], "Usage:"],
  ["no name", ["key", "create"], "--name"],
  ["an unknown option", ["key", "create", "--nmae", "x"], "--nmae"],
  ["an option without its value", ["key", "create", "--name"], "--name"],
  ["a word too many", ["key", "create", "reader"], "reader"],
  ["a bad pattern", ["key", "create", "--name", "x", "--intents", "mem*"], "--intents[0] must be an intent"],
  ["an unknown right", ["key", "create", "--name", "x", "--rights", "root"], "--rights[0]"],
  ["a bad namespace", ["key", "create", "--name", "x", "--namespace", "A B"], "--namespace must be"],
  ["an expiry that is no time", ["key", "create", "--name", "x", "--expires", "soon"], "--expires"],
  ["no key to revoke", ["key", "revoke"], "Name the key to revoke."],
])("says what is wrong with %s, and how it is used, before it opens anything", async (_, args, says) => {
  const refusal = runCommand({ args, env: parseEnv({ ORCHESTRATOR_DATA_DIR: "/dev/null/nowhere" }) });
  await expect(refusal).rejects.toThrow(UsageError);
  await expect(refusal).rejects.toThrow(says);
  await expect(refusal).rejects.toThrow("npm run key:create -- --name NAME");
});

it("ends with 1 and its reason on standard error", () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", "scripts/cli.ts", "key", "revoke"],
    {
      encoding: "utf8",
    },
  );
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toMatch(/^orchestrator: Name the key to revoke\.\nUsage:/);
});

it("shows what signs the operators' webhook, the same each time, once a server has started there", async () => {
  const env = envOf("free");
  const shown = await runCommand({ args: ["approval", "secret"], env });
  expect(shown.text).toMatch(/^whsec_[A-Za-z0-9+/]{43}=\n/);
  expect(await runCommand({ args: ["approval", "secret"], env })).toEqual(shown);
  await expect(runCommand({ args: ["approval", "secret"], env: envOf("never") })).rejects.toThrow("No server has ever");
});
