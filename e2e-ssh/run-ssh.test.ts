import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { readHostKey } from "@/lib/engines/ssh/host-key";
import { closeAll } from "@/lib/engines/ssh/pool";
import { runSsh } from "@/lib/engines/ssh/run-ssh";
import { knownKey, processesWith, realRun, realSshd, realTarget } from "./real-sshd";

let marks = 0;
/** A number of seconds that no other sleep on this machine has. */
const mark = () => `${7000 + process.pid}.${++marks}`;

/**
 * Children, grandchildren, sessions and groups of their own, and some that ignore signals. Without --norc, bash would
 * read the account's start files first, and what these do would be killed halfway.
 */
const family = (seconds: string) =>
  [
    `sleep ${seconds} & setsid sleep ${seconds} & timeout 9000 sleep ${seconds} & nohup sleep ${seconds} &`,
    `(trap '' TERM HUP INT; (sleep ${seconds}; :) & sleep ${seconds}) &`,
    `bash --norc -c 'set -m; sleep ${seconds} & wait' &`,
    `echo told; sleep ${seconds}`,
  ].join("\n");

/** The same, and nothing in it dies of a pipe that nobody reads. */
const silent = (seconds: string) => family(seconds).replace("echo told; ", "");

afterEach(() => closeAll());

describe.skipIf(!realSshd)("a real sshd", () => {
  it("shows the key that OpenSSH knows it by", async () => {
    const { address, port } = realTarget();
    const { signal } = new AbortController();
    expect(await readHostKey({ alias: "real", address, port, jump: null, timeoutMs: 15_000, signal })).toEqual(
      knownKey(),
    );
  });

  it.each([0, 1, 7, 126, 127, 255])("passes on exit code %i", async (code) => {
    expect(await runSsh(realTarget(), realRun({ command: `exit ${code}` }))).toMatchObject({
      exitCode: code,
      signal: null,
    });
  });

  it("runs a command as it stands, with its streams apart and nothing to read", async () => {
    const command = `cat; printf '%s|' 'a\\\\b' "it's" 'É中😀' "$((1+1))"\necho bad >&2`;
    expect(await runSsh(realTarget(), realRun({ command }))).toMatchObject({
      exitCode: 0,
      stdout: { text: "a\\\\b|it's|É中😀|2|" },
      stderr: { text: "bad\n" },
    });
  });

  it("gives a command on a small diet the account's home and nothing else of its environment", async () => {
    const { stdout } = await runSsh(realTarget(), realRun({ command: "env | cut -d= -f1 | sort", isMinimalEnv: true }));
    expect(stdout.text.split("\n").filter((name) => name !== "" && name !== "_" && name !== "SHLVL")).toEqual([
      "HOME",
      "LC_ALL",
      "LOGNAME",
      "PATH",
      "PWD",
      "SHELL",
      "USER",
    ]);
  });

  it("refuses a wrong host key before it signs in", async () => {
    const hostKey = { ...knownKey(), fingerprint: `SHA256:${"A".repeat(43)}` };
    await expect(runSsh(realTarget({ hostKey }), realRun())).rejects.toMatchObject({
      code: "host_key_mismatch",
      context: { mayHaveRun: false, accepted: hostKey.fingerprint, presented: knownKey().fingerprint },
    });
  });

  it("is refused with a wrong user key", async () => {
    const stranger = readFileSync(join(dirname(realSshd?.keyFile ?? ""), "stranger_ed25519"), "utf8");
    const target = realTarget({ auth: { kind: "key", privateKey: stranger, passphrase: null } });
    await expect(runSsh(target, realRun())).rejects.toMatchObject({
      code: "ssh_auth_failed",
      context: { mayHaveRun: false },
    });
  });

  it("leaves no process on the host when a command is cancelled", async () => {
    const seconds = mark();
    const controller = new AbortController();
    let seen = 0;
    const onOutput = () => {
      seen = processesWith(seconds).length;
      controller.abort();
    };
    const failed = runSsh(realTarget(), realRun({ command: family(seconds), signal: controller.signal, onOutput }));
    await expect(failed).rejects.toMatchObject({ code: "cancelled", context: { mayHaveRun: true, isEnded: true } });
    expect(seen).toBeGreaterThan(7);
    expect(processesWith(seconds)).toEqual([]);
  });

  it("leaves no process on the host when the time is up", async () => {
    const seconds = mark();
    const result = await runSsh(realTarget(), realRun({ command: family(seconds), timeoutMs: 500 }));
    expect(result).toMatchObject({ exitCode: null, signal: "SIGKILL", timedOut: true, stdout: { text: "told\n" } });
    expect(processesWith(seconds)).toEqual([]);
  });

  it("leaves no process on the host when the connection ends", async () => {
    const seconds = mark();
    const onOutput = () => void closeAll();
    const failed = runSsh(realTarget(), realRun({ command: family(seconds), onOutput }));
    await expect(failed).rejects.toMatchObject({ code: "outcome_unknown", context: { mayHaveRun: true } });
    await expect.poll(() => processesWith(seconds), { timeout: 5_000 }).toEqual([]);
  });

  it("does not know the outcome, and leaves no process, when sshd itself is killed", async () => {
    const seconds = mark();
    const failed = runSsh(realTarget(), realRun({ command: `echo $PPID; ${silent(seconds)}`, onOutput: killSshdOf }));
    await expect(failed).rejects.toMatchObject({ code: "outcome_unknown", context: { mayHaveRun: true } });
    await expect.poll(() => processesWith(seconds), { timeout: 5_000 }).toEqual([]);
  });

  it("leaves nothing of its session when a command dies of the pipe that sshd no longer reads", async () => {
    const seconds = mark();
    const command = `echo $PPID; sleep ${seconds} & while sleep 0.1; do echo on || exit; done`;
    const failed = runSsh(realTarget(), realRun({ command, onOutput: killSshdOf }));
    await expect(failed).rejects.toMatchObject({ code: "outcome_unknown" });
    await expect.poll(() => processesWith(seconds), { timeout: 5_000 }).toEqual([]);
  });

  it("gives a host that hangs up within 20 s", async () => {
    const seconds = mark();
    let pid = 0;
    const startedMs = performance.now();
    const onOutput = ({ text }: { text: string }) => {
      if (!/^\d+$/m.test(text) || pid !== 0) return;
      pid = sshdAbove(Number.parseInt(text, 10));
      process.kill(pid, "SIGSTOP");
    };
    try {
      const failed = runSsh(realTarget(), realRun({ command: `echo $$; sleep ${seconds}`, onOutput }));
      await expect(failed).rejects.toMatchObject({ code: "outcome_unknown", context: { mayHaveRun: true } });
      expect(performance.now() - startedMs).toBeLessThan(20_000);
    } finally {
      process.kill(pid, "SIGCONT");
    }
    // The host wakes up, finds nobody there, and cleans up.
    await expect.poll(() => processesWith(seconds), { timeout: 5_000 }).toEqual([]);
  });

  it("keeps memory flat through 50 MB of output", async () => {
    const target = realTarget();
    await runSsh(target, realRun());
    globalThis.gc?.();
    const before = process.memoryUsage.rss();
    let peak = 0;
    let told = 0;
    const onOutput = ({ text }: { text: string }) => {
      told += text.length;
      peak = Math.max(peak, process.memoryUsage.rss() - before);
    };
    const command = "head -c 52428800 /dev/zero | tr '\\0' x";
    const result = await runSsh(target, realRun({ command, outputBytesMax: 100_000, onOutput }));
    expect(result).toMatchObject({ exitCode: 0, isCut: true, isFlooded: false, stdout: { bytes: 52_428_800 } });
    expect(result.stdout.text.length).toBeLessThan(100_100);
    expect(told).toBe(52_428_800);
    process.stdout.write(`50 MB: ${result.durationMs} ms, ${Math.round(peak / 1e6)} MB more at the peak\n`);
    expect(peak).toBeLessThan(64e6);
  });

  it("stops a command that puts out more than 64 MB, and leaves no process", async () => {
    const words = `flood-${mark()}`;
    const result = await runSsh(realTarget(), realRun({ command: `yes ${words}` }));
    expect(result).toMatchObject({ exitCode: null, signal: "SIGKILL", isFlooded: true, isCut: true });
    expect(processesWith(words)).toEqual([]);
  });

  it("runs 20 commands on one connection, four at a time", async () => {
    const words = mark();
    const target = realTarget({ sessionsMax: 4 });
    let peak = 0;
    const onOutput = () => {
      peak = Math.max(peak, processesWith(`echo ${words}`).filter((line) => line.includes("/bin/sh -c --")).length);
    };
    const command = `echo ${words}; sleep 0.2; echo $SSH_CONNECTION`;
    const results = await Promise.all(Array.from({ length: 20 }, () => runSsh(target, realRun({ command, onOutput }))));
    expect(new Set(results.map(({ stdout }) => stdout.text)).size).toBe(1);
    expect(peak).toBeGreaterThan(1);
    expect(peak).toBeLessThanOrEqual(4);
  });
});

/** The sshd process that a shell on this machine belongs to. */
function sshdAbove(pid: number): number {
  const [, parent = "0"] = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /s, "")
    .split(" ");
  const isSshd = readFileSync(`/proc/${parent}/comm`, "utf8").startsWith("sshd");
  return isSshd ? Number(parent) : sshdAbove(Number(parent));
}

function killSshdOf({ text }: { text: string }): void {
  if (/^\d+\n/.test(text)) process.kill(sshdAbove(Number.parseInt(text, 10)), "SIGKILL");
}
