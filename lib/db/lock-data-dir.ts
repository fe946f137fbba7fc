import { linkSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";

/** Who holds a data folder. `startedAt` tells a process from a later one with the same number. */
export type DataDirHolder = { host: string; pid: number; startedAt: string; url: string };

export class DataDirLockedError extends Error {
  constructor(
    readonly dataDir: string,
    readonly holder: DataDirHolder,
  ) {
    super(
      `The data folder ${dataDir} is in use by process ${holder.pid} (${holder.url}). ` +
        "Stop that one, or set ORCHESTRATOR_DATA_DIR to another folder.",
    );
  }
}

const takeoverMsMax = 10_000;
const heartbeatMs = 5_000;
/** A holder on another machine or in another container shows no process here, only its heartbeat. */
const foreignSilenceMsMax = 30_000;

/**
 * Takes the data folder for this process, because two on one PGlite folder lose rows in silence. A lock left behind by
 * a killed process is taken over. Throws DataDirLockedError when its holder lives; the answer releases the lock.
 */
export function lockDataDir({ dataDir, url }: { dataDir: string; url: string }): () => void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, "lock.json");
  const mine: DataDirHolder = { host: hostname(), pid: process.pid, startedAt: processStart(process.pid) ?? "", url };
  if (!tryCreate(file, mine)) takeOver({ dataDir, file, mine });
  const heartbeat = setInterval(() => touch(file), heartbeatMs).unref();
  return () => {
    clearInterval(heartbeat);
    const holder = readHolder(file);
    if (holder?.pid === mine.pid && holder.host === mine.host) rmSync(file, { force: true });
  };
}

/** The living process that holds a data folder, or null. */
export function findDataDirHolder(dataDir: string): DataDirHolder | null {
  const file = join(dataDir, "lock.json");
  const holder = readHolder(file);
  return holder && isAlive(file, holder) ? holder : null;
}

/** Only one process at a time may replace a dead holder's lock: the guard file is created exclusively. */
function takeOver({ dataDir, file, mine }: { dataDir: string; file: string; mine: DataDirHolder }): void {
  const guard = join(dataDir, "lock.takeover");
  if (isOlderThan(guard, takeoverMsMax)) rmSync(guard, { force: true });
  const other = readHolder(file);
  if (!tryCreate(guard, mine)) throw new DataDirLockedError(dataDir, readHolder(guard) ?? other ?? mine);
  try {
    const text = readText(file);
    const holder = parseHolder(text);
    if (holder && isAlive(file, holder)) throw new DataDirLockedError(dataDir, holder);
    // Only what a dead process left is removed; where there is none any more, another one may be quicker than we.
    if (text !== null) rmSync(file, { force: true });
    if (!tryCreate(file, mine)) throw new DataDirLockedError(dataDir, readHolder(file) ?? mine);
  } finally {
    rmSync(guard, { force: true });
  }
}

function tryCreate(file: string, holder: DataDirHolder): boolean {
  // Linked, not written in place: nobody may ever read a lock that is half there.
  const whole = `${file}.new-${process.pid}`;
  writeFileSync(whole, JSON.stringify(holder), { mode: 0o600 });
  try {
    linkSync(whole, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(whole, { force: true });
  }
}

function touch(file: string): void {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // The folder was removed under us; the next write to the database will say so.
  }
}

function readHolder(file: string): DataDirHolder | null {
  return parseHolder(readText(file));
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

function parseHolder(text: string | null): DataDirHolder | null {
  try {
    return JSON.parse(text ?? "null") as DataDirHolder | null;
  } catch {
    return null;
  }
}

function isAlive(file: string, { host, pid, startedAt }: DataDirHolder): boolean {
  if (host !== hostname()) return !isOlderThan(file, foreignSilenceMsMax);
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  const start = processStart(pid);
  return start === null || startedAt === "" || start === startedAt;
}

/**
 * When a process started, in the kernel's ticks since boot (proc(5), field 22); null where there is no /proc. A zombie
 * is dead: it holds no file any more, only its number.
 */
function processStart(pid: number): string | null {
  try {
    const afterName = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    return afterName[0] === "Z" ? "zombie" : (afterName[19] ?? null);
  } catch {
    return null;
  }
}

function isOlderThan(file: string, ageMs: number): boolean {
  try {
    return Date.now() - statSync(file).mtimeMs > ageMs;
  } catch {
    return false;
  }
}
