import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describeHostKey } from "@/lib/engines/ssh/describe-host-key";
import type { SshRun } from "@/lib/engines/ssh/ssh-run";
import type { SshTarget } from "@/lib/engines/ssh/ssh-target";

const { SSH_TEST_HOST, SSH_TEST_PORT = "22", SSH_TEST_USER, SSH_TEST_KEY, SSH_TEST_KNOWN } = process.env;

/** Null without a server to test against. */
export const realSshd =
  SSH_TEST_HOST && SSH_TEST_USER && SSH_TEST_KEY && SSH_TEST_KNOWN
    ? {
        address: SSH_TEST_HOST,
        port: Number(SSH_TEST_PORT),
        user: SSH_TEST_USER,
        keyFile: SSH_TEST_KEY,
        knownFile: SSH_TEST_KNOWN,
      }
    : null;

let targets = 0;

/** The real server as an inventory row, of its own each time. */
export function realTarget(changes: Partial<SshTarget> = {}): SshTarget {
  if (!realSshd) throw new Error("SSH_TEST_HOST: set it, with _PORT, _USER, _KEY and _KNOWN, to a real sshd.");
  const { address, port, user, keyFile } = realSshd;
  return {
    id: `host_real_${++targets}`,
    alias: "real",
    address,
    port,
    user,
    auth: { kind: "key", privateKey: readFileSync(keyFile, "utf8"), passphrase: null },
    hostKey: knownKey(),
    jump: null,
    connectTimeoutMs: 15_000,
    ...changes,
  };
}

/** The host's key as OpenSSH's own file of known hosts has it. */
export function knownKey() {
  const base64 =
    readFileSync(realSshd?.knownFile ?? "", "utf8")
      .trim()
      .split(" ")[2] ?? "";
  return describeHostKey(Buffer.from(base64, "base64"));
}

export function realRun(changes: Partial<SshRun> = {}): SshRun {
  return {
    command: "echo ok",
    timeoutMs: 50_000,
    outputBytesMax: 10_000,
    signal: new AbortController().signal,
    ...changes,
  };
}

/** The processes on this machine whose arguments hold a mark, the marks of those who ask aside. */
export function processesWith(mark: string): string[] {
  const all = execFileSync("ps", ["-eo", "pid,stat,args", "--no-headers"], { encoding: "utf8" });
  return all.split("\n").filter((line) => line.includes(mark));
}
