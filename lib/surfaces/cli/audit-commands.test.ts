import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, expect, it } from "vitest";
import { parseEnv } from "@/lib/core/env";
import { openDatabase } from "@/lib/db/open-database";
import { appendAudit } from "@/lib/records/audit/append-audit";
import { runCommand } from "@/lib/testing/run-command";
import { commandContext } from "./command-context";
import { UsageError } from "./usage-error";

const dataDir = mkdtempSync(join(tmpdir(), "orchestrator-audit-"));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

it("ends the process with 1 and names the first bad row of a log that was tampered with", async () => {
  const env = parseEnv({ ORCHESTRATOR_DATA_DIR: dataDir });
  const database = await openDatabase(env);
  const ctx = commandContext({ env, db: database.db });
  for (let n = 1; n <= 4; n++) await appendAudit(ctx, { kind: "command.run", subject: `job_${n}`, data: {} });
  await database.db.execute(sql`alter table audit_log disable trigger audit_log_append_only`);
  await database.db.execute(sql`delete from audit_log where seq = 3`);
  await database.close();
  const { status, stdout } = spawnSync(process.execPath, ["--import", "tsx", "scripts/cli.ts", "audit", "verify"], {
    encoding: "utf8",
    env: { ...process.env, ORCHESTRATOR_DATA_DIR: dataDir },
  });
  expect(stdout).toBe("The audit log is broken: row 3 is missing. The 2 rows before it are whole.\n");
  expect(status).toBe(1);
});

it.each<[string, string[], string]>([
  ["a limit that is none", ["list", "--limit", "all"], "--limit must be a number"],
  ["a kind that is none", ["list", "--kind", "host"], "--kind must be one of: approval.requested"],
  ["a cursor that is none", ["list", "--cursor", "x"], "--cursor must be the next_cursor"],
  ["a word too many", ["verify", "all"], "'all' is one word too many"],
])("refuses %s before it opens anything", async (_, args, says) => {
  const env = parseEnv({ ORCHESTRATOR_DATA_DIR: "/dev/null/nowhere" });
  const refusal = runCommand({ args: ["audit", ...args], env });
  await expect(refusal).rejects.toThrow(UsageError);
  await expect(refusal).rejects.toThrow(says);
});
