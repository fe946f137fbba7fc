import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { closeAll } from "@/lib/engines/ssh/pool";
import { judgeCommand } from "@/lib/policy/command/judge-command";
import { addHost } from "@/lib/testing/add-host";
import { everydayCommands } from "@/lib/testing/everyday-commands";
import { runPeek } from "@/lib/testing/run-peek";
import { createTestContext } from "@/lib/testing/test-context";
import { inParallel } from "@/lib/tools/ssh/in-parallel";
import { realSshd } from "./real-sshd";
import { startSshd } from "./start-sshd";

const folder = mkdtempSync(join(tmpdir(), "orchestrator-everyday-"));
const home = join(folder, "home");
/** Where a read-only command would leave something first. What other programs of this machine write stays out. */
const watched = [
  home,
  "/etc",
  "/boot",
  "/opt",
  "/srv",
  "/usr/local/bin",
  "/var/spool",
  "/var/lib/dpkg",
  "/var/cache/apt",
];
const ranMin = 60;
let stopSshd = () => {};

afterAll(async () => {
  await closeAll();
  stopSshd();
  rmSync(folder, { recursive: true });
});

/** An account whose own files would make programs write into it, were they heeded. */
function makeHome(): void {
  mkdirSync(join(home, ".config/git"), { recursive: true });
  const touch = `touch ${home}/was-here`;
  writeFileSync(join(home, ".gitconfig"), `[core]\n\tpager = ${touch}\n\tfsmonitor = "${touch}; false"\n`);
  writeFileSync(join(home, ".curlrc"), `output = "${home}/was-here"\n`);
  writeFileSync(join(home, ".bashrc"), "");
  writeFileSync(join(home, ".toprc"), "");
  writeFileSync(join(home, ".lessfilter"), `#!/bin/sh\n${touch}\n`, { mode: 0o755 });
}

/** Everything of a file but when it was read: a line each, by path. */
function snapshot(): Map<string, string> {
  const seen = new Map<string, string>();
  const look = (path: string): void => {
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (!stat) return;
    const { mode, uid, gid, size, mtimeMs, ctimeMs } = stat;
    seen.set(path, [mode, uid, gid, size, mtimeMs, ctimeMs, contentOf(path)].join(" "));
    if (stat.isDirectory()) for (const name of readdirSync(path)) look(join(path, name));
  };
  for (const path of watched) look(path);
  return seen;
}

function contentOf(path: string): string {
  const stat = lstatSync(path);
  if (stat.isSymbolicLink()) return readlinkSync(path);
  return stat.isFile() ? createHash("sha256").update(readFileSync(path)).digest("hex") : "";
}

function changesBetween(before: Map<string, string>, after: Map<string, string>): string[] {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter((path) => before.get(path) !== after.get(path));
}

function isInstalled(program: string): boolean {
  try {
    execFileSync("sh", ["-c", `command -v -- "$1"`, "sh", program], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!realSshd)("the everyday commands on a real host", () => {
  it("change nothing there, as root and with a home that would have it otherwise", { timeout: 600_000 }, async () => {
    makeHome();
    const ctx = await createTestContext();
    const { target, stop } = await startSshd({ folder, lines: [`SetEnv HOME=${home}`] });
    stopSshd = stop;
    await addHost(ctx, { target });
    const installed = everydayCommands.filter((command) => {
      const { verdict, parts } = judgeCommand(command);
      return verdict === "allow" && parts.every(({ argv }) => isInstalled(argv?.[0] ?? ""));
    });
    const before = snapshot();
    const outcomes = await inParallel({ items: installed, max: 4 }, async (command) => {
      const { output, error } = await runPeek(ctx, { host: "sandbox", command, timeout_s: 20 });
      return { command, error, ...(output as { exit_code: number | null; timed_out: boolean } | null) };
    });
    expect(changesBetween(before, snapshot())).toEqual([]);
    expect(outcomes.filter(({ error, exit_code }) => error !== null || exit_code === 127)).toEqual([]);
    expect(outcomes.length).toBeGreaterThanOrEqual(ranMin);
    const well = outcomes.filter(({ exit_code }) => exit_code === 0).length;
    const late = outcomes.filter(({ timed_out }) => timed_out).map(({ command }) => command);
    process.stdout.write(
      `everyday: ${everydayCommands.length} commands, ${outcomes.length} run, ${well} with exit code 0, ${before.size} files watched, too slow: ${late.join("; ") || "none"}\n`,
    );
  });

  it("would be caught if one changed something", () => {
    makeHome();
    const before = snapshot();
    writeFileSync(join(home, "was-here"), "");
    expect(changesBetween(before, snapshot())).toEqual([home, join(home, "was-here")]);
  });
});
