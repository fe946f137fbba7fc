import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Env, parseEnv } from "@/lib/core/env";
import { lockDataDir } from "@/lib/db/lock-data-dir";
import { openDatabase } from "@/lib/db/open-database";
import { openFlowAuth } from "@/lib/records/flows/flow-auth";
import { getFlow } from "@/lib/records/flows/get-flow";
import { readSecretKey } from "@/lib/surfaces/process/secret-key";
import { startFlowStandIn } from "@/lib/testing/flow-stand-in";
import { probedN8n } from "@/lib/testing/n8n-stand-in";
import { runCommand } from "@/lib/testing/run-command";
import { serveApp } from "@/lib/testing/serve-app";
import { createTestApp } from "@/lib/testing/test-app";
import { commandContext } from "./command-context";
import { UsageError } from "./usage-error";

const root = mkdtempSync(join(tmpdir(), "orchestrator-flows-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const n8n = await startFlowStandIn(probedN8n({ "mail/triage": "POST" }));
const variables = { N8N_WEBHOOK_BASE: `${n8n.url}/webhook` };
const startedOnce = async (env: Env) => (await openDatabase(env)).close();
const envOf = (name: string) => parseEnv({ ...variables, ORCHESTRATOR_DATA_DIR: join(root, name) });
const schemaFile = join(root, "schema.json");
writeFileSync(schemaFile, '{"type": "object", "required": ["since"]}');

const idIn = (text: string) => /^(flow_\S+)/.exec(text)?.[1] ?? "";
const add = ["add", "--intent", "gmail.triage", "--backend", "n8n", "--target", "mail/triage"];

describe.each([
  ["a data folder that nobody holds", "free"],
  ["the server that holds the folder", "held"],
])("on %s", (_, name) => {
  const env = envOf(name);
  const flow = (args: string[], given: { variables?: Record<string, string>; input?: string } = {}) =>
    runCommand({ args: ["flow", ...args], env, ...given });

  beforeAll(async () => {
    if (name === "free") return startedOnce(env);
    const app = await createTestApp({ variables: { ...variables, ORCHESTRATOR_SECRET_KEY: readSecretKey(env) } });
    const url = await serveApp(app.handle);
    return lockDataDir({ dataDir: env.dataDir, url });
  });

  it("adds a flow, lists it without its secret, looks at it, changes it, and removes it", async () => {
    expect((await flow(["list"])).text).toBe("There are no flows.");
    const options = [
      "--auth",
      "header:X-Door",
      "--secret-env",
      "DOOR",
      "--timeout-s",
      "1.5",
      "--input-schema",
      schemaFile,
    ];
    const added = await flow([...add, ...options], { variables: { DOOR: "hunter2-of-the-door" } });
    expect(added.exitCode).toBe(0);
    const id = idIn(added.text);
    expect(added.text).toContain("gmail.triage  n8n mail/triage POST sync  on  effects once  1.5 s  auth header");
    expect(added.text).not.toContain("hunter2");

    const checked = await flow(["check", "gmail.triage"]);
    expect(checked).toEqual({ text: expect.stringContaining("✓ gmail.triage  A workflow is registered"), exitCode: 0 });

    const edited = await flow(["edit", id, "--method", "GET", "--timeout-s", "", "--enabled", "false"]);
    expect(edited.text).toContain("n8n mail/triage GET sync  off  effects once  auth header");
    const failing = await flow(["check", id]);
    expect(failing).toEqual({ text: expect.stringContaining("takes POST, and its binding says GET"), exitCode: 1 });
    expect(failing.text).toMatch(/^✗ .*\n +→ Set the same method/);

    expect((await flow(["list"])).text).toBe(edited.text);
    expect((await flow(["remove", "gmail.triage"])).text).toBe(`Removed the flow of gmail.triage (${id}).`);
    expect((await flow(["list"])).text).toBe("There are no flows.");
  });

  it("says of which option an installation has something against", async () => {
    await expect(flow([...add, "--output-schema", '{"type": "nonsense"}'])).rejects.toThrow(
      /^--output-schema is no JSON Schema/,
    );
    await expect(flow(["add", "--intent", "memory.write", "--backend", "n8n"])).rejects.toThrow("--intent is a tool");
    const bound = await flow(add);
    const again = flow(add);
    await expect(again).rejects.toMatchObject({
      detail: `--intent is bound already, to ${idIn(bound.text)}`,
      hint: expect.stringContaining("npm run flow:edit -- gmail.triage"),
    });
    await expect(again).rejects.not.toThrow(UsageError);
    await expect(flow(["edit", "gmail.triage", "--backend", "activepieces", "--target", ""])).rejects.toThrow(
      "--target must be the flow's id",
    );
    await flow(["remove", "gmail.triage"]);
  });

  it.each(["check", "remove", "edit"])("has nothing to %s where there is no such flow", async (verb) => {
    await expect(flow([verb, "no.such", ...(verb === "edit" ? ["--enabled", "true"] : [])])).rejects.toThrow(
      "There is no flow 'no.such'.",
    );
  });
});

it.each<[string, string[], object]>([
  ["basic:ada", ["--secret-env", "DOOR"], { kind: "basic", username: "ada", password: "from the variable" }],
  ["header:X-Door", ["--secret-stdin"], { kind: "header", name: "X-Door", value: "from-standard-input" }],
  ["bearer", ["--secret-stdin"], { kind: "bearer", token: "from-standard-input" }],
  ["jwt:HS512", ["--secret-stdin"], { kind: "jwt", algorithm: "HS512", secret: "from-standard-input" }],
  ["none", [], { kind: "none" }],
])("keeps the credentials of --auth %s", async (auth, source, kept) => {
  const env = envOf("auth");
  await startedOnce(env);
  const given = { variables: { DOOR: "from the variable" }, input: "from-standard-input\n" };
  const { text } = await runCommand({ args: ["flow", ...add, "--auth", auth, ...source], env, ...given });
  const database = await openDatabase(env);
  const ctx = commandContext({ env, db: database.db });
  expect(openFlowAuth(ctx, await getFlow(ctx, idIn(text)))).toMatchObject(kept);
  await database.close();
  await runCommand({ args: ["flow", "remove", idIn(text)], env });
});

it.each<[string, string[], string]>([
  ["no intent", ["add", "--backend", "n8n"], "--intent is missing"],
  ["an unknown backend", ["add", "--intent", "a.b", "--backend", "zapier"], "--backend must be one of: n8n"],
  ["an address as a target", [...add.slice(0, -1), "http://evil"], "--target must be the path"],
  ["no flow id", ["add", "--intent", "a.b", "--backend", "activepieces"], "--target must be the flow's id"],
  ["an unknown option", [...add, "--secret", "x"], "--secret"],
  ["a secret in the command", [...add, "--auth", "bearer:hunter2"], "--auth bearer takes nothing more"],
  ["no secret", [...add, "--auth", "bearer"], "--secret-env NAME or --secret-stdin"],
  ["two secrets", [...add, "--auth", "bearer", "--secret-stdin", "--secret-env", "X"], "give one of them"],
  [
    "a variable that is not set",
    [...add, "--auth", "bearer", "--secret-env", "NOPE"],
    "--secret-env: the variable 'NOPE'",
  ],
  [
    "an empty standard input",
    [...add, "--auth", "bearer", "--secret-stdin"],
    "--secret-stdin: standard input is empty",
  ],
  ["a secret without --auth", [...add, "--secret-stdin"], "--auth must be none, header:NAME"],
  ["a secret for nobody", [...add, "--auth", "none", "--secret-stdin"], "--auth none has no secret"],
  ["a header without a name", [...add, "--auth", "header", "--secret-stdin"], "--auth must be header:NAME"],
  ["a secret that is no token", [...add, "--auth", "bearer", "--secret-env", "BAD"], "The secret must be a token"],
  ["a reserved header", [...add, "--auth", "header:Host", "--secret-env", "DOOR"], "--auth is a header that is set"],
  ["an unknown algorithm", [...add, "--auth", "jwt:none", "--secret-env", "DOOR"], "--auth must be one of: HS256"],
  ["a time that is none", [...add, "--timeout-s", "soon"], "--timeout-s must be a number"],
  ["too many attempts", [...add, "--attempts-max", "99"], "--attempts-max must be at most 10"],
  ["a switch that is none", [...add, "--enabled", "yes"], "--enabled must be true or false"],
  ["a file that is not there", [...add, "--input-schema", "/no/such.json"], "--input-schema: the file '/no/such.json'"],
  ["a schema of no object", [...add, "--input-schema", '{"type": "string"}'], "--input-schema must be a JSON Schema"],
  [
    "what is no JSON",
    [...add, "--input-schema", "{bad"],
    "--input-schema: it is not JSON: the fault is at character 1",
  ],
  ["an example twice the same", [...add, "--example", '{"a": 1, "a": 2}'], "--example: "],
  ["a word too many", [...add, "again"], "'again' is one word too many"],
  ["nothing to change", ["edit", "gmail.triage"], "Say what to change"],
  ["no flow to change", ["edit", "--enabled", "true"], "Name the flow to change"],
  ["no flow to look at", ["check"], "Name the flow to look at"],
  ["no flow to remove", ["remove"], "Name the flow to remove"],
  ["an unknown verb", ["delete"], "Usage:"],
])("refuses %s before it opens anything, and shows how it is used", async (_, args, says) => {
  const refusal = runCommand({
    args: ["flow", ...args],
    env: parseEnv({ ORCHESTRATOR_DATA_DIR: "/dev/null/nowhere" }),
    variables: { DOOR: "hunter2", BAD: "hunter2 with spaces" },
  });
  await expect(refusal).rejects.toThrow(UsageError);
  await expect(refusal).rejects.toThrow(says);
  await expect(refusal).rejects.toThrow("npm run flow:add -- --intent");
  await expect(refusal).rejects.not.toThrow("hunter2");
});
