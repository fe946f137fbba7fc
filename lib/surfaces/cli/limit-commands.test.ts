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

const root = mkdtempSync(join(tmpdir(), "orchestrator-limits-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe.each(["a data folder that nobody holds", "the server that holds the folder"])("on %s", (where) => {
  const env = parseEnv({ ORCHESTRATOR_DATA_DIR: join(root, where.replaceAll(" ", "-")) });
  const run = async (...args: string[]) => (await runCommand({ args, env })).text;

  beforeAll(async () => {
    if (where.startsWith("a data folder")) return (await openDatabase(env)).close();
    const app = await createTestApp({ variables: { ORCHESTRATOR_SECRET_KEY: readSecretKey(env) } });
    return lockDataDir({ dataDir: env.dataDir, url: await serveApp(app.handle) });
  });

  it("sets limits and a price, stops and starts an intent, and removes the rule", async () => {
    expect(await run("limit", "list")).toBe("There are no rules.");
    const limits = ["--rate-per-minute", "30", "--burst", "5", "--concurrent-max", "2", "--per-call", "0.25"];
    const told = "30 a minute, 5 at once  2 jobs at a time  each caller  0.25 USD a call";
    expect(await run("limit", "set", "ssh.*", ...limits)).toBe(`ssh.*  on  ${told}`);
    expect(await run("limit", "stop", "ssh.*")).toBe(`ssh.*  STOPPED  ${told}`);
    expect(await run("limit", "list")).toBe(`ssh.*  STOPPED  ${told}`);
    expect(await run("limit", "start", "ssh.*")).toBe(`ssh.*  on  ${told}`);
    const byToken = ["--per-unit", "0.00001", "--unit", "token", "--units-max", "4000"];
    expect(await run("limit", "set", "ssh.*", ...byToken)).toBe(`ssh.*  on  ${told}  0.00001 USD a token`);
    const fewer = ["--rate-per-minute", "", "--concurrent-max", "", "--burst", "", "--free"];
    expect(await run("limit", "set", "ssh.*", ...fewer)).toBe("ssh.*  on");
    expect(await run("limit", "remove", "ssh.*")).toBe("Removed the rule of ssh.*.");
    await expect(run("limit", "remove", "ssh.*")).rejects.toThrow("There is no rule for 'ssh.*'.");
    expect(await run("limit", "stop", "memory.wirte")).toMatch(
      /^memory\.wirte {2}STOPPED\nNothing here is called 'memory\.wirte' now/,
    );
    expect(await run("limit", "remove", "memory.wirte")).toBe("Removed the rule of memory.wirte.");
  }, 120_000);

  it("makes a budget, lists it with how it stands, changes it, and removes it", async () => {
    expect(await run("budget", "list")).toBe("There are no budgets.");
    const made = await run("budget", "add", "--scope", "total", "--period", "month", "--soft", "80", "--hard", "100");
    expect(made).toMatch(
      /^bud_\w+ {2}all calls, a month {2}0 USD spent {2}told at 80 {2}refused past 100 {2}anew at 20/,
    );
    const [id = ""] = made.split(" ");
    const changed = await run("budget", "edit", id, "--soft", "", "--hard", "120.5");
    expect(changed).toContain("0 USD spent  refused past 120.5  anew at");
    expect(await run("budget", "list")).toBe(changed);
    await expect(run("budget", "add", "--scope", "total", "--period", "month", "--hard", "1")).rejects.toThrow(
      "--scope has a budget for this period already",
    );
    await expect(run("budget", "edit", id, "--hard", "")).rejects.toThrow("--hard or soft must be left");
    expect(await run("budget", "remove", id)).toBe(`Removed the budget of all calls (${id}).`);
    await expect(run("budget", "remove", id)).rejects.toThrow(`There is no budget '${id}'.`);
  }, 120_000);
});

it.each([
  ["no intent", ["limit", "set", "--burst", "5"], "Name the intent"],
  ["a pattern that is none", ["limit", "stop", "a..b"], "'a..b' must be an intent, a family such as memory.*, or *"],
  ["files in place of a *", ["limit", "stop", "README.md", "app"], "Put '*' in quotes"],
  ["nothing to set", ["limit", "set", "a.b"], "Say what to set."],
  ["a rate that is none", ["limit", "set", "a.b", "--rate-per-minute", "soon"], "--rate-per-minute must be a number"],
  ["a rate of nothing", ["limit", "set", "a.b", "--rate-per-minute", "0"], "--rate-per-minute"],
  ["too fine a price", ["limit", "set", "a.b", "--per-call", "0.0000001"], "--per-call has more than six decimals"],
  ["no period", ["budget", "add", "--scope", "total", "--hard", "1"], "--period"],
  ["no amount", ["budget", "add", "--scope", "total", "--period", "day"], "--hard or soft must be given"],
  ["no subject", ["budget", "add", "--scope", "key", "--period", "day", "--hard", "1"], "--subject must name the key"],
  ["no budget", ["budget", "edit", "--hard", "1"], "Name the budget by its id"],
  ["nothing to change", ["budget", "edit", "bud_1"], "Say what to change."],
])("says what is wrong with %s before it opens anything", async (_what, args, says) => {
  const env = parseEnv({ ORCHESTRATOR_DATA_DIR: "/dev/null/nowhere" });
  const refusal = runCommand({ args, env });
  await expect(refusal).rejects.toThrow(UsageError);
  await expect(refusal).rejects.toThrow(says);
});
