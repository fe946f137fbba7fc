import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseEnv } from "@/lib/core/env";
import { lockDataDir } from "@/lib/db/lock-data-dir";
import { openDatabase } from "@/lib/db/open-database";
import { readSecretKey } from "@/lib/surfaces/process/secret-key";
import { runCommand } from "@/lib/testing/run-command";
import { serveApp } from "@/lib/testing/serve-app";
import { createTestApp } from "@/lib/testing/test-app";
import { UsageError } from "./usage-error";

const root = mkdtempSync(join(tmpdir(), "orchestrator-keys-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe.each([
  ["a data folder that nobody holds", "free"],
  ["the server that holds the folder", "held"],
])("on %s", (_, name) => {
  const env = parseEnv({ ORCHESTRATOR_DATA_DIR: join(root, name) });
  const run = async (...args: string[]) => (await runCommand({ args, env })).text;
  const idOf = (text: string) => /key_[0-9a-z]+/.exec(text)?.[0] ?? "";

  beforeAll(async () => {
    if (name === "free") return (await openDatabase(env)).close();
    const app = await createTestApp({ variables: { ORCHESTRATOR_SECRET_KEY: readSecretKey(env) } });
    return lockDataDir({ dataDir: env.dataDir, url: await serveApp(app.handle) });
  });

  it("makes, changes, pauses, rotates and revokes a key, and the audit log tells it", async () => {
    const limits = ["--rate-per-minute", "60", "--burst", "10", "--concurrent-max", "5"];
    const created = await run("key", "create", "--name", "bot", "--addresses", "10.0.0.0/8,::1", ...limits);
    expect(created).toMatch(/from 10\.0\.0\.0\/8,::1 {2}60 calls a minute, 10 at once {2}5 jobs at once {2}never used/);
    expect(created).toMatch(/^ {2}ork_[\w-]{43}$/m);
    const id = idOf(created);
    const edited = await run("key", "edit", id, "--rate-per-minute", "", "--addresses", "", "--intents", "memory.*");
    expect(edited).toMatch(/intents memory\.\* {2}5 jobs at once {2}never used$/);
    expect(await run("key", "pause", id)).toBe(`Paused bot (${id}). Its queued jobs wait.`);
    expect(await run("key", "list")).toMatch(new RegExp(`^${id} .* bot {2}paused`, "m"));
    expect(await run("key", "resume", id)).toBe(`bot (${id}) goes on.`);
    const rotated = await run("key", "rotate", id, "--overlap-s", "60");
    expect(rotated).toContain(`replaces ${id}`);
    expect(rotated).toMatch(/^ {2}ork_[\w-]{43}$/m);
    expect(rotated).toMatch(new RegExp(`The one before, ${id}, works until 20`));
    expect(await run("key", "revoke", idOf(rotated))).toContain("Revoked bot");
    const audit = await run("audit", "list");
    for (const kind of ["created", "changed", "paused", "resumed", "rotated", "revoked"]) {
      expect(audit).toContain(`key.${kind}  by operator (process)`);
    }
  });

  // Without a server each command opens the folder anew.
  it.runIf(name === "held")(
    "lists more keys than a page holds",
    async () => {
      for (let i = 0; i < 101; i++) await run("key", "create", "--name", `many ${i}`);
      const lines = (await run("key", "list")).split("\n");
      expect(lines.filter((line) => line.includes(" many "))).toHaveLength(101);
      expect(new Set(lines.map(idOf)).size).toBe(lines.length);
    },
    120_000,
  );

  it.each([
    [["create", "--name", "x", "--burst", "5"], /^--burst needs rate_per_minute/],
    [
      ["create", "--name", "x", "--addresses", "10.0.0.1/8"],
      /^--addresses\[0\] names one address of a network: write 10/,
    ],
    [["create", "--name", "x", "--rate-per-minute", "many"], /^--rate-per-minute must be a number/],
    [["create", "--name", "x", "--expires", "soon"], /^--expires/],
    [["edit", "key_1"], /^Say what to change/],
    [["edit"], /^Name the key to change/],
    [["rotate"], /^Name the key to rotate/],
    [["rotate", "key_1", "--overlap-s", "9999999"], /^--overlap-s must be at most/],
    [["rotate", "key_1", "key_2"], /'key_2' is one word too many/],
    [["pause"], /^Name the key to pause/],
  ])("refuses %j as badly put", async (args, message) => {
    const done = run("key", ...args);
    await expect(done).rejects.toBeInstanceOf(UsageError);
    await expect(done).rejects.toThrow(message);
  });

  it("says that there is no such key", async () => {
    for (const args of [["pause"], ["rotate"], ["revoke"], ["edit"]]) {
      const more = args[0] === "edit" ? ["--name", "x"] : [];
      await expect(run("key", ...args, "key_none", ...more)).rejects.toThrow("There is no key 'key_none' in use.");
    }
  });
});
