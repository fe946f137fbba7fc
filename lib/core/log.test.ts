import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { createLog } from "./log";

const directory = mkdtempSync(join(tmpdir(), "orchestrator-log-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const modeOf = (path: string) => statSync(path).mode & 0o777;

it("keeps the log file and its folder to their owner", async () => {
  const file = join(directory, "logs", "orchestrator.log");
  createLog({ file, level: "info" }).info("a line");
  await expect.poll(() => statSync(file, { throwIfNoEntry: false })?.size ?? 0).toBeGreaterThan(0);
  expect(modeOf(file).toString(8)).toBe("600");
  expect(modeOf(join(directory, "logs")).toString(8)).toBe("700");
});

it("closes a log file that an earlier start left open to everybody", () => {
  const file = join(directory, "open.log");
  writeFileSync(file, "", { mode: 0o644 });
  createLog({ file, level: "info" });
  expect(modeOf(file).toString(8)).toBe("600");
});
