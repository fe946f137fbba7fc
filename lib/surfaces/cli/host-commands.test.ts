import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Env, parseEnv } from "@/lib/core/env";
import { lockDataDir } from "@/lib/db/lock-data-dir";
import { openDatabase } from "@/lib/db/open-database";
import { closeAll } from "@/lib/engines/ssh/pool";
import { getHost } from "@/lib/records/hosts/get-host";
import { openHostAuth } from "@/lib/records/hosts/host-auth";
import { readSecretKey } from "@/lib/surfaces/process/secret-key";
import { makeSshKey } from "@/lib/testing/make-ssh-key";
import { runCommand } from "@/lib/testing/run-command";
import { serveApp } from "@/lib/testing/serve-app";
import { startSshStandIn } from "@/lib/testing/ssh-stand-in";
import { createTestApp } from "@/lib/testing/test-app";
import { commandContext } from "./command-context";
import { UsageError } from "./usage-error";

const root = mkdtempSync(join(tmpdir(), "orchestrator-hosts-"));
afterAll(async () => {
  await closeAll();
  rmSync(root, { recursive: true, force: true });
});
const envOf = (name: string) => parseEnv({ ORCHESTRATOR_DATA_DIR: join(root, name) });
const startedOnce = async (env: Env) => (await openDatabase(env)).close();
const machine = await startSshStandIn();
const { auth, port } = machine.target();
const own = machine.fingerprints[0]?.fingerprint ?? "";
const other = `SHA256:${"A".repeat(43)}`;

const keyFile = join(root, "key");
writeFileSync(keyFile, auth.kind === "key" ? auth.privateKey : "");
const lockedFile = join(root, "locked");
const locked = makeSshKey({ passphrase: "hunter2" });
writeFileSync(lockedFile, locked.private);
const publicFile = join(root, "key.pub");
writeFileSync(publicFile, locked.public);

const idIn = (text: string) => /^(host_\S+)/.exec(text)?.[1] ?? "";
const plain = ["add", "--alias", "web-1", "--address", "127.0.0.1", "--port", String(port), "--user", "deploy"];
const add = [...plain, "--key-file", keyFile];

describe.each([
  ["a data folder that nobody holds", "free"],
  ["the server that holds the folder", "held"],
])("on %s", (_, name) => {
  const env = envOf(name);
  const host = (...args: string[]) => runCommand({ args: ["host", ...args], env, variables: { OPENS: "hunter2" } });
  const audit = (...args: string[]) => runCommand({ args: ["audit", ...args], env });

  beforeAll(async () => {
    if (name === "free") return startedOnce(env);
    const app = await createTestApp({ variables: { ORCHESTRATOR_SECRET_KEY: readSecretKey(env) } });
    const url = await serveApp(app.handle);
    return lockDataDir({ dataDir: env.dataDir, url });
  });

  it("takes a host from its first contact to its removal, and the audit log tells it", async () => {
    expect((await host("list")).text).toBe("There are no hosts.");
    expect((await audit("list")).text).toBe("There are no rows.");
    const added = await host(...add, "--tags", "web, prod", "--four-eyes", "true");
    const id = idIn(added.text);
    expect(added.text).toContain(`web-1  deploy@127.0.0.1 port ${port}  on  key not accepted  auth key  intents ssh.*`);
    expect(added.text).toContain("tags web,prod  four eyes\n\nNext, look at its key: npm run host:show-key -- web-1");

    const shown = await host("show-key", "web-1");
    expect(shown).toEqual({ text: expect.stringContaining(`npm run host:accept-key -- web-1 ${own}`), exitCode: 0 });
    const unknown = await host("check", id);
    expect(unknown).toEqual({ text: expect.stringMatching(/^✗ web-1 .*Nobody has accepted.*\n +→ /), exitCode: 1 });
    await expect(host("accept-key", "web-1", other)).rejects.toThrow("does not show that key at this moment");
    expect((await host("accept-key", "web-1", own)).text).toContain(`ssh-ed25519 ${own}`);
    expect((await host("show-key", id)).text).toContain("It is the key that was accepted for web-1.");
    expect(await host("check", "web-1")).toEqual({
      text: "✓ web-1  It let 'deploy' in and took a command.",
      exitCode: 0,
    });

    const edited = await host("edit", "web-1", "--alias", "web-2", "--address", "localhost", "--tags", "");
    expect(edited.text).toContain("key not accepted");
    expect(edited.text).toContain("its accepted key was forgotten: npm run host:show-key -- web-2");
    expect((await host("list")).text).toBe(edited.text.split("\n")[0]);
    expect((await host("remove", "web-2")).text).toBe(`Removed the host web-2 (${id}).`);

    const { text } = await audit("list");
    expect(text.split("\n").map((line) => line.split("  ")[2])).toEqual([
      "host.removed",
      "host.changed",
      "host_key.accepted",
      "host_key.mismatch",
      "host.created",
    ]);
    expect(text).toContain("by operator (process)");
    const paged = (await audit("list", "--limit", "1", "--kind", "host_key.accepted")).text;
    expect(paged).toMatch(/^3 {2}\S+ {2}host_key.accepted [^\n]*$/);
    expect((await audit("list", "--limit", "2")).text).toContain("\n\nOlder ones: npm run audit:list -- --cursor 4");
    expect(await audit("verify")).toEqual({
      text: expect.stringMatching(/^The audit log is whole: 5 rows, the last [0-9a-f]{64}\.$/),
      exitCode: 0,
    });
    // Each command opens the folder's database anew.
  }, 120_000);

  it("says of which option an installation has something against", async () => {
    await expect(host(...plain, "--key-file", publicFile)).rejects.toThrow(/^--key-file is a public key/);
    await expect(host(...plain, "--key-file", lockedFile)).rejects.toThrow(
      /^--key-file is encrypted, and its passphrase/,
    );
    await expect(host(...add, "--jump-host", "nowhere")).rejects.toThrow(/^--jump-host is no host of the inventory/);
    await host(...plain, "--key-file", lockedFile, "--passphrase-env", "OPENS");
    await expect(host(...add)).rejects.toThrow(/^--alias is taken already/);
    await expect(host("edit", "web-1", "--jump-host", "web-1")).rejects.toThrow(/^--jump-host leads in a circle/);
    await host("remove", "web-1");
  });

  it.each([["check"], ["remove"], ["show-key"], ["accept-key", own], ["edit", "--enabled", "true"]])(
    "has nothing to %s where there is no such host",
    async (verb, ...more) => {
      await expect(host(verb, "nowhere", ...more)).rejects.toThrow("There is no host 'nowhere'.");
    },
  );
});

it("keeps the key of the file, and the passphrase of the variable", async () => {
  const env = envOf("auth");
  await startedOnce(env);
  const args = ["host", ...plain, "--key-file", lockedFile, "--passphrase-env", "OPENS"];
  const { text } = await runCommand({ args, env, variables: { OPENS: "hunter2" } });
  expect(text).not.toContain("hunter2");
  const database = await openDatabase(env);
  const ctx = commandContext({ env, db: database.db });
  const row = await getHost(ctx, idIn(text));
  expect(openHostAuth(ctx, row)).toEqual({ kind: "key", private_key: locked.private, passphrase: "hunter2" });
  await database.close();
});

it("ends as a process once it has looked at a host, although connections are kept for others", () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ["--import", "tsx", "scripts/cli.ts", ...args], {
      encoding: "utf8",
      timeout: 25_000,
      env: { ...process.env, ORCHESTRATOR_DATA_DIR: join(root, "auth") },
    });
  const { status, stderr } = run("host", "check", "web-1");
  // The one line that says which installation it speaks to.
  expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringMatching(/^[^\n]*auth[^\n]*\n$/) });
});

it.each<[string, string[], string]>([
  ["no alias", ["add", "--address", "a", "--user", "b", "--key-file", keyFile], "--alias is missing"],
  ["no credentials", plain, "--key-file or --agent-socket is missing"],
  ["two kinds of them", [...add, "--agent-socket", "/a"], "--key-file and --agent-socket: give one of them"],
  ["a passphrase of no key", [...plain, "--passphrase-env", "OPENS"], "--passphrase-env opens a key"],
  ["a variable that is not set", [...add, "--passphrase-env", "NOPE"], "--passphrase-env: the variable 'NOPE'"],
  [
    "a file that is not there",
    [...plain, "--key-file", "/no/key"],
    "--key-file: the file '/no/key' cannot be read (ENOENT)",
  ],
  ["an agent of no path", [...plain, "--agent-socket", "agent"], "--agent-socket must be an absolute path"],
  ["a key in the command", [...add, "--key", "x"], "--key"],
  ["a port that is none", [...add, "--port", "ssh"], "--port must be a number"],
  ["a tag that is none", [...add, "--tags", "A B"], "--tags must be 1 to 63"],
  ["a switch that is none", [...add, "--four-eyes", "yes"], "--four-eyes must be true or false"],
  ["a word too many", [...add, "again"], "'again' is one word too many"],
  ["nothing to change", ["edit", "web-1"], "Say what to change"],
  ["no host to change", ["edit", "--enabled", "true"], "Name the host to change"],
  ["no fingerprint", ["accept-key", "web-1"], "Name the host and the fingerprint"],
  ["no host to look at", ["check"], "Name the host to look at"],
  ["an unknown verb", ["delete"], "Usage:"],
])("refuses %s before it opens anything, and shows how it is used", async (_, args, says) => {
  const env = parseEnv({ ORCHESTRATOR_DATA_DIR: "/dev/null/nowhere" });
  const refusal = runCommand({ args: ["host", ...args], env, variables: { OPENS: "hunter2" } });
  await expect(refusal).rejects.toThrow(UsageError);
  await expect(refusal).rejects.toThrow(says);
  await expect(refusal).rejects.toThrow("npm run host:add -- --alias");
});
