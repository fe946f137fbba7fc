import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Env, parseEnv } from "@/lib/core/env";
import { lockDataDir } from "@/lib/db/lock-data-dir";
import { openDatabase } from "@/lib/db/open-database";
import { getMcpServer } from "@/lib/records/mcp-servers/get-mcp-server";
import { openMcpSecrets } from "@/lib/records/mcp-servers/mcp-secrets";
import { readSecretKey } from "@/lib/surfaces/process/secret-key";
import { runCommand } from "@/lib/testing/run-command";
import { serveApp } from "@/lib/testing/serve-app";
import { createTestApp } from "@/lib/testing/test-app";
import { writeMcpConfig } from "@/lib/testing/write-mcp-config";
import { commandContext } from "./command-context";
import { UsageError } from "./usage-error";

const root = mkdtempSync(join(tmpdir(), "orchestrator-mcp-cli-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const file = writeMcpConfig({ filed: { url: "https://filed.example/mcp" } });
const startedOnce = async (env: Env) => (await openDatabase(env)).close();
const envOf = (name: string) => parseEnv({ ...file, ORCHESTRATOR_DATA_DIR: join(root, name) });
const secrets = { TOKEN: "hunter2-of-the-door" };

const addFiles = [
  "add",
  "--name",
  "filesystem",
  "--command",
  "npx",
  "--arg",
  "-y",
  "--arg",
  "some server",
  "--arg",
  "/tmp",
];
const addRemote = ["add", "--name", "remote", "--url", "https://x.example/mcp", "--bearer-from", "TOKEN"];
const filed = "(configuration file)  filed  http https://filed.example/mcp  on  approval never  60 s to 600 s";

describe.each([
  ["a data folder that nobody holds", "free"],
  ["the server that holds the folder", "held"],
])("on %s", (_, name) => {
  const env = envOf(name);
  const mcp = (...args: string[]) => runCommand({ args: ["mcp", ...args], env, variables: secrets });

  beforeAll(async () => {
    if (name === "free") return startedOnce(env);
    const app = await createTestApp({ variables: { ...file, ORCHESTRATOR_SECRET_KEY: readSecretKey(env) } });
    const url = await serveApp(app.handle);
    return lockDataDir({ dataDir: env.dataDir, url });
  });

  it("adds servers, lists them after the file's without their secrets, changes and removes them", async () => {
    expect((await mcp("list")).text).toBe(filed);
    const added = await mcp(...addFiles, "--env-from", "KEY=TOKEN", "--env", "MODE=a=b", "--cwd", "/srv");
    expect(added.exitCode).toBe(0);
    expect(added.text).toMatch(
      /^mcp_\w{26} {2}filesystem {2}stdio npx -y "some server" \/tmp {2}in \/srv {2}env KEY,MODE {2}on /,
    );
    expect(added.text).toContain("mcp.filesystem.TOOL");
    await mcp(...addRemote, "--header-from", "X-Team=TOKEN", "--trusted", "true", "--approval", "destructive");

    const lines = (await mcp("list")).text.split("\n");
    expect(lines).toHaveLength(3);
    expect(lines[2]).toMatch(
      /remote {2}http https:.+ {2}headers Authorization,X-Team {2}on {2}approval destructive .+ {2}trusted$/,
    );
    expect(lines.join("\n")).not.toContain("hunter2");

    const edit = ["--without-header", "X-Team", "--timeout-s", "5", "--enabled", "false"];
    expect((await mcp("edit", "remote", ...edit)).text).toContain(
      "headers Authorization  off  approval destructive  5 s",
    );
    const changed = await mcp("edit", "filesystem", "--arg", "--flag", "--without-env", "KEY", "--cwd", "");
    expect(changed.text).toContain("stdio npx --flag  env MODE  on");
    const moved = await mcp("edit", "remote", "--url", "https://y.example/mcp");
    expect(moved.text).toContain("http https://y.example/mcp  off");

    expect((await mcp("remove", "filesystem")).text).toMatch(/^Removed the MCP server filesystem \(mcp_/);
    await mcp("remove", "remote");
    expect((await mcp("list")).text).toBe(filed);
  });

  it("stores, lists and removes as whom callers reach a server, one of the file too", async () => {
    const credential = (...args: string[]) => mcp("credential", "filed", ...args);
    expect((await credential()).text).toBe("There are no credentials for it.");
    const stored = await credential("--caller", "*", "--bearer-from", "TOKEN");
    expect(stored.text).toMatch(
      /^crd_\w{26} {2}filed {2}for all others {2}headers Authorization {2}at https:\/\/filed.example$/,
    );
    await credential("--caller", "local", "--header-from", "X-Key=TOKEN");
    const listed = await credential();
    expect(listed.text.split("\n")).toHaveLength(2);
    expect(listed.text).not.toContain("hunter2");
    const removed = await credential("--caller", "*", "--remove");
    expect(removed.text).toBe("Removed the credentials of * for filed.");
    await expect(credential("--caller", "*", "--remove")).rejects.toThrow("There are no credentials for '*'.");
    await expect(credential("--caller", "key_0", "--bearer-from", "TOKEN")).rejects.toThrow(
      "--caller is no key in use",
    );
  });

  it("says of which option an installation has something against", async () => {
    await mcp(...addRemote);
    const again = mcp(...addRemote);
    await expect(again).rejects.toThrow("--name is taken already");
    await expect(again).rejects.not.toThrow(UsageError);
    await expect(mcp("edit", "remote", "--arg", "x")).rejects.toThrow("--arg is for a server that has a command");
    await expect(mcp("edit", "filed", "--enabled", "false")).rejects.toMatchObject({
      detail: expect.stringContaining("is a server of the configuration file"),
      hint: expect.stringContaining("ORCHESTRATOR_MCP_CONFIG"),
    });
    await mcp("remove", "remote");
  });

  it.each([["edit", "--enabled", "true"], ["remove"], ["credential"]])(
    "has nothing to %s where there is no such server",
    async (verb, ...args) => {
      await expect(mcp(verb, "nothing", ...args)).rejects.toThrow("There is no MCP server 'nothing'.");
    },
  );
});

it.each<[string, string[], string, object]>([
  ["a variable of the environment", ["--env-from", "KEY=TOKEN"], "", { env: { KEY: secrets.TOKEN } }],
  ["standard input", ["--env-from", "KEY=-"], "from-input\n", { env: { KEY: "from-input" } }],
  ["the command, where that says so", ["--env", "KEY="], "", { env: { KEY: "" } }],
])("takes a secret from %s", async (_, given, input, kept) => {
  const env = envOf("secrets");
  await startedOnce(env);
  await runCommand({ args: ["mcp", ...addFiles, ...given], env, variables: secrets, input });
  const database = await openDatabase(env);
  const ctx = commandContext({ env, db: database.db });
  expect(openMcpSecrets(ctx, await getMcpServer(ctx, "filesystem"))).toMatchObject(kept);
  await database.close();
  await runCommand({ args: ["mcp", "remove", "filesystem"], env });
});

it("says why a server that is switched on cannot be used", async () => {
  const env = envOf("fault");
  await startedOnce(env);
  await runCommand({ args: ["mcp", ...addFiles], env });
  const restricted = parseEnv({ ORCHESTRATOR_DATA_DIR: join(root, "fault"), ORCHESTRATOR_MCP_STDIO: "off" });
  const { text } = await runCommand({ args: ["mcp", "list"], env: restricted });
  expect(text).toMatch(/\n {2}! It starts a program, which ORCHESTRATOR_MCP_STDIO=off forbids\.$/);
  await expect(runCommand({ args: ["mcp", ...addFiles], env: restricted })).rejects.toThrow(
    "--command starts a program",
  );
});

it.each<[string, string[], string]>([
  ["no name", ["add", "--url", "https://x.example"], "--name is missing"],
  ["neither command nor url", ["add", "--name", "x"], "--command is missing, and so is a url"],
  ["a whole command line", ["add", "--name", "x", "--command", "npx -y y"], "--command must be the program alone"],
  ["an argument without --arg", [...addFiles, "/srv"], "'/srv' is one word too many: arguments of a command are each"],
  ["a variable of no name", [...addFiles, "--env", "A B=x"], "--env or --env-from: A B must be the name of a variable"],
  ["a variable without a value", [...addFiles, "--env", "A"], "--env must be NAME=VALUE"],
  ["a variable twice", [...addFiles, "--env", "A=1", "--env-from", "A=TOKEN"], "--env: 'A' is given twice"],
  ["a variable that is not set", [...addFiles, "--env-from", "A=NOPE"], "--env-from: the variable 'NOPE' is not set"],
  ["an empty standard input", [...addFiles, "--env-from", "A=-"], "--env-from: standard input is empty"],
  ["a header without a variable", [...addRemote, "--header-from", "A"], "--header-from must be NAME=VARIABLE"],
  ["a reserved header", [...addRemote, "--header-from", "Host=TOKEN"], "Host is a header that is set for every call"],
  ["a header on two lines", [...addRemote, "--header-from", "A=LINES"], "A must be printable ASCII on one line"],
  [
    "two ways to sign in",
    [...addRemote, "--header-from", "authorization=TOKEN"],
    "--bearer-from is the Authorization header: give that once",
  ],
  ["headers of a process", [...addFiles, "--bearer-from", "TOKEN"], "--header-from or --bearer-from is for a server"],
  [
    "an approval that is none",
    [...addFiles, "--approval", "maybe"],
    "--approval must be one of: never, destructive, always",
  ],
  ["a time that is none", [...addFiles, "--timeout-max-s", "long"], "--timeout-max-s must be a number"],
  ["nothing to change", ["edit", "x"], "Say what to change"],
  ["no server to change", ["edit", "--enabled", "true"], "Name the server to change"],
  ["another name", ["edit", "x", "--name", "y"], "--name is not a known field"],
  ["no server to remove", ["remove"], "Name the server to remove"],
  ["no server with credentials", ["credential"], "Name the server"],
  ["credentials for nobody", ["credential", "x", "--bearer-from", "TOKEN"], "--caller is missing"],
  ["no credentials", ["credential", "x", "--caller", "*"], "Say what to send"],
  [
    "a caller that is none",
    ["credential", "x", "--caller", "ada", "--bearer-from", "TOKEN"],
    "--caller must be the id",
  ],
])("refuses %s before it opens anything, and shows how it is used", async (_, args, says) => {
  const refusal = runCommand({
    args: ["mcp", ...args],
    env: parseEnv({ ORCHESTRATOR_DATA_DIR: "/dev/null/nowhere" }),
    variables: { ...secrets, LINES: "hunter2\nX: y" },
  });
  await expect(refusal).rejects.toThrow(UsageError);
  await expect(refusal).rejects.toThrow(says);
  await expect(refusal).rejects.toThrow("npm run mcp:add -- --name");
  await expect(refusal).rejects.not.toThrow("hunter2");
});
