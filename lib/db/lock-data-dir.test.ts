import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { startChild } from "@/lib/testing/start-child";
import { findDataDirHolder, lockDataDir } from "./lock-data-dir";

const root = mkdtempSync(join(tmpdir(), "orchestrator-lock-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const url = "http://127.0.0.1:8000";
let folders = 0;
const newFolder = () => mkdtempSync(join(root, `${folders++}-`));

/** Writes a lock as another process would have, touched `ageS` seconds ago. */
function leaveLock(dataDir: string, holder: object, ageS = 0): void {
  const file = join(dataDir, "lock.json");
  writeFileSync(file, JSON.stringify({ host: hostname(), pid: process.pid, startedAt: "", url, ...holder }));
  const touched = new Date(Date.now() - ageS * 1000);
  utimesSync(file, touched, touched);
}

const startHolder = (dataDir: string) => startChild({ script: "hold-data-dir", args: [dataDir] });

it("refuses a second holder in one line that says who, where and what to do", () => {
  const dataDir = newFolder();
  const release = lockDataDir({ dataDir, url });
  expect(() => lockDataDir({ dataDir, url: "http://127.0.0.1:9000" })).toThrow(
    `The data folder ${dataDir} is in use by process ${process.pid} (${url}). ` +
      "Stop that one, or set ORCHESTRATOR_DATA_DIR to another folder.",
  );
  expect(findDataDirHolder(dataDir)).toMatchObject({ pid: process.pid, url });
  release();
  expect(findDataDirHolder(dataDir)).toBeNull();
});

it("makes the folder, for its owner only, and leaves nothing in it", () => {
  const dataDir = join(newFolder(), "deep", "er");
  const release = lockDataDir({ dataDir, url });
  release();
  expect(readdirSync(dataDir)).toEqual([]);
});

it("can be held again after a release", () => {
  const dataDir = newFolder();
  lockDataDir({ dataDir, url })();
  lockDataDir({ dataDir, url })();
});

it("is refused while another process holds it, and is free once that is killed", async () => {
  const dataDir = newFolder();
  const holder = await startHolder(dataDir);
  expect(await holder.nextLine()).toBe("held");
  expect(() => lockDataDir({ dataDir, url })).toThrow(`is in use by process ${holder.pid}`);
  await holder.kill();
  expect(existsSync(join(dataDir, "lock.json"))).toBe(true);
  const release = lockDataDir({ dataDir, url });
  expect(findDataDirHolder(dataDir)).toMatchObject({ pid: process.pid });
  release();
});

it.runIf(existsSync("/proc/self/stat"))("takes over from a killed process whose number another one has now", () => {
  const dataDir = newFolder();
  leaveLock(dataDir, { startedAt: "1" });
  expect(findDataDirHolder(dataDir)).toBeNull();
  lockDataDir({ dataDir, url })();
});

it("takes over a lock that is no JSON", () => {
  const dataDir = newFolder();
  writeFileSync(join(dataDir, "lock.json"), "{");
  lockDataDir({ dataDir, url })();
});

it("believes the heartbeat of a holder on another host", () => {
  const dataDir = newFolder();
  leaveLock(dataDir, { host: "another-container", pid: 1 }, 20);
  expect(() => lockDataDir({ dataDir, url })).toThrow("is in use by process 1");
  leaveLock(dataDir, { host: "another-container", pid: 1 }, 31);
  expect(findDataDirHolder(dataDir)).toBeNull();
  lockDataDir({ dataDir, url })();
});

it("leaves a lock alone that somebody else has taken over", () => {
  const dataDir = newFolder();
  const release = lockDataDir({ dataDir, url });
  leaveLock(dataDir, { host: "another-container" });
  release();
  expect(JSON.parse(readFileSync(join(dataDir, "lock.json"), "utf8"))).toMatchObject({ host: "another-container" });
});

it.each([
  ["an empty folder", () => {}],
  ["a folder that a killed process left", (dataDir: string) => leaveLock(dataDir, { pid: 2 ** 22 + 1 })],
])("lets exactly one of four processes that start at once have %s", async (_, prepare) => {
  const dataDir = newFolder();
  prepare(dataDir);
  const gate = join(dataDir, "go");
  const children = await Promise.all(
    [1, 2, 3, 4].map(() => startChild({ script: "hold-data-dir", args: [dataDir, gate] })),
  );
  for (const child of children) expect(await child.nextLine()).toBe("waiting");
  writeFileSync(gate, "");
  const lines = await Promise.all(children.map((child) => child.nextLine()));
  expect(lines.filter((line) => line === "held")).toHaveLength(1);
  expect(lines.filter((line) => line?.startsWith("The data folder"))).toHaveLength(3);
  await Promise.all(children.map((child) => child.kill()));
});
