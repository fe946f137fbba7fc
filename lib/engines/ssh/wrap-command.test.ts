import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, it } from "vitest";
import { bootstrap, readyLine, wrapCommand } from "./wrap-command";

/** The shells of this machine that may be a host's `/bin/sh`. */
const shells = ["/bin/sh", "/bin/bash", "/bin/dash"].filter((shell) => existsSync(shell));
let runs = 0;

type Start = { command: string; shell?: string; limitS?: number; isMinimalEnv?: boolean; env?: Record<string, string> };

/** The bootstrap as sshd starts it, a session of its own, with its orders sent; every process of it carries `mark`. */
function start({ command, shell = "/bin/sh", limitS = 60, isMinimalEnv = false, env = {} }: Start) {
  const mark = `ORK_TEST=${process.pid}.${++runs}`;
  const child = spawn("sh", ["-c", bootstrap.replace("/bin/sh", shell)], {
    detached: true,
    stdio: "pipe",
    env: { ...process.env, HOME: "/tmp", USER: "me", LOGNAME: "me", ORK_TEST: mark.slice(9), ...env },
  });
  child.stdin.on("error", () => {});
  child.stdin.write(wrapCommand({ command, limitS, isMinimalEnv }));
  return { child, mark };
}

async function endOf(child: ChildProcess) {
  let out = "";
  child.stdout?.on("data", (data) => {
    out += data;
  });
  child.stderr?.on("data", (data) => {
    out += data;
  });
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) =>
    child.on("close", (...end) => resolve(end)),
  );
  return { code, signal, out: out.replace(readyLine, "") };
}

const untilTold = (child: ChildProcess) =>
  new Promise<void>((resolve) => child.stdout?.on("data", (data) => String(data).includes("told") && resolve()));

/** The processes, zombies aside, that have the mark in their environment. */
function marked(mark: string): string[] {
  return readdirSync("/proc").filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/environ`, "latin1").includes(mark);
    } catch {
      return false;
    }
  });
}

const family = [
  "sleep 61 & setsid sleep 62 & timeout 70 sleep 63 &",
  "(trap '' TERM HUP INT; (sleep 64; sleep 65) & sleep 66) &",
  "setsid sh -c 'sleep 67 & sleep 68' &",
  "echo told; sleep 69",
].join("\n");

it.each(shells)("kills all that a command started when the leash ends, with %s", async (shell) => {
  const { child, mark } = start({ command: family, shell });
  await untilTold(child);
  await expect.poll(() => marked(mark).length).toBeGreaterThan(10);
  child.stdin.end();
  expect(await endOf(child)).toMatchObject({ code: null, signal: "SIGKILL" });
  await expect.poll(() => marked(mark)).toEqual([]);
});

it.each(shells)("kills all that a command started when the host's own clock has run down, with %s", async (shell) => {
  const { child, mark } = start({ command: family, shell, limitS: 1 });
  expect(await endOf(child)).toMatchObject({ code: null, signal: "SIGKILL" });
  await expect.poll(() => marked(mark)).toEqual([]);
});

it.each(shells)("leaves nothing of its own behind when a command ends by itself, with %s", async (shell) => {
  const { child, mark } = start({ command: "exit 7", shell });
  expect(await endOf(child)).toMatchObject({ code: 7, signal: null });
  await expect.poll(() => marked(mark)).toEqual([]);
});

it("spares what runs on in the background when a command ends by itself", async () => {
  const { child, mark } = start({ command: "sleep 61 >/dev/null 2>&1 & echo $!" });
  const { code, out } = await endOf(child);
  expect(code).toBe(0);
  await expect.poll(() => marked(mark)).toEqual([out.trim()]);
  process.kill(Number(out), "SIGKILL");
});

it("survives a command that kills every sleep of its own session", async () => {
  const { child } = start({ command: "pkill -s 0 sleep; sleep 0.2; echo on" });
  expect(await endOf(child)).toMatchObject({ code: 0, out: "on\n" });
});

it("never runs a command that arrives cut short", async () => {
  const orders = wrapCommand({ command: "echo ran", limitS: 60, isMinimalEnv: false });
  for (const chars of [10, orders.indexOf("\n") + 1, orders.length - 1]) {
    const { status, stdout } = spawnSync("sh", ["-c", bootstrap], { input: orders.slice(0, chars), encoding: "utf8" });
    expect({ isRun: stdout !== readyLine, isGood: status === 0 }).toEqual({ isRun: false, isGood: false });
  }
});

it("gives a command nothing to read, and shows it once in the list of processes", async () => {
  const { child } = start({ command: "cat; ps -eo args | grep -c '[7]7.55'; : 77.55" });
  expect((await endOf(child)).out).toBe("1\n");
});

it("gives a command on a small diet a fixed environment", async () => {
  const env = { BASH_ENV: "/dev/null", LD_DEBUG_OUTPUT: "/tmp/x", PAGER: "less", HOME: "/tmp/a b" };
  const { out } = await endOf(start({ command: "env | sort", isMinimalEnv: true, env }).child);
  expect(out.split("\n").filter((line) => line !== "" && !/^(_|OLDPWD|PWD|SHLVL)=/.test(line))).toEqual([
    "HOME=/tmp/a b",
    "LC_ALL=C.UTF-8",
    "LOGNAME=me",
    "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "SHELL=/bin/sh",
    "USER=me",
  ]);
});

it.each(shells)("hands over any text byte for byte, with %s", async (shell) => {
  const text = fc.string({ unit: "binary", maxLength: 40 }).filter((it) => it.isWellFormed() && !it.includes("\0"));
  await fc.assert(
    fc.asyncProperty(text, async (text) => {
      const quoted = `'${text.replaceAll("'", `'\\''`)}'`;
      const { child } = start({ command: `printf '%s' ${quoted}`, shell });
      expect((await endOf(child)).out).toBe(text);
    }),
    { numRuns: 40, examples: [["Á\u0081É中😀\r\n\t\\ \\n %b $HOME `id` !x"], ["-n"], ["\n\n"]] },
  );
});

it("takes a command that begins with a dash for a command", async () => {
  expect(await endOf(start({ command: "-x" }).child)).toMatchObject({ code: 127 });
});
