import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { describeHostKey } from "@/lib/engines/ssh/describe-host-key";
import { readHostKey } from "@/lib/engines/ssh/host-key";
import { closeAll } from "@/lib/engines/ssh/pool";
import { runSsh } from "@/lib/engines/ssh/run-ssh";
import type { SshTarget } from "@/lib/engines/ssh/ssh-target";
import { knownKey, realRun, realSshd, realTarget } from "./real-sshd";

const folder = mkdtempSync(join(tmpdir(), "orchestrator-sshd-"));
let bastion: ChildProcess;
let jump: SshTarget;

afterEach(() => closeAll());
afterAll(() => {
  bastion?.kill();
  rmSync(folder, { recursive: true, force: true });
});

/** A second sshd, which may forward, with an RSA host key and an RSA user key that has a passphrase. */
async function startBastion(): Promise<SshTarget> {
  const port = await freePort();
  execFileSync("ssh-keygen", ["-q", "-t", "rsa", "-b", "2048", "-N", "", "-f", join(folder, "host")]);
  execFileSync("ssh-keygen", ["-q", "-t", "rsa", "-b", "2048", "-N", "open sesame", "-f", join(folder, "user")]);
  const lines = [
    `ListenAddress 127.0.0.1:${port}`,
    `HostKey ${join(folder, "host")}`,
    `AuthorizedKeysFile ${join(folder, "user.pub")}`,
    "PidFile none",
    "AuthenticationMethods publickey",
    "PermitRootLogin prohibit-password",
    "UsePAM no",
    "StrictModes no",
    "MaxSessions 0",
    "AllowTcpForwarding local",
  ];
  writeFileSync(join(folder, "config"), lines.join("\n"));
  bastion = spawn("/usr/sbin/sshd", ["-D", "-e", "-f", join(folder, "config")], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  await new Promise((resolve) => bastion.stderr?.once("data", resolve));
  const [, base64 = ""] = readFileSync(join(folder, "host.pub"), "utf8").split(" ");
  const privateKey = readFileSync(join(folder, "user"), "utf8");
  return realTarget({
    alias: "bastion",
    address: "127.0.0.1",
    port,
    auth: { kind: "key", privateKey, passphrase: "open sesame" },
    hostKey: describeHostKey(Buffer.from(base64, "base64")),
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe.skipIf(!realSshd)("a real jump host", () => {
  beforeAll(async () => {
    jump = await startBastion();
  });

  it("leads to the host behind it, which sees it as the caller", async () => {
    const result = await runSsh(realTarget({ jump }), realRun({ command: "echo through; exit 4" }));
    expect(result).toMatchObject({ exitCode: 4, stdout: { text: "through\n" } });
  });

  it("leads to a host whose key is to be seen for the first time", async () => {
    const { address, port } = realTarget();
    const { signal } = new AbortController();
    expect(await readHostKey({ alias: "real", address, port, jump, timeoutMs: 15_000, signal })).toEqual(knownKey());
  });

  it("allows no session of its own, which is said in words", async () => {
    await expect(runSsh(jump, realRun())).rejects.toMatchObject({
      code: "upstream_failed",
      detail: "Host 'bastion' refused to open a session.",
      context: { mayHaveRun: false },
    });
  });

  it("leads nowhere when it may not forward", async () => {
    const through = realTarget({ jump: realTarget({ alias: "closed" }) });
    await expect(runSsh(through, realRun())).rejects.toMatchObject({
      detail: "Jump host 'closed' does not lead on to host 'real'.",
      context: { mayHaveRun: false },
    });
  });

  it("is not signed in to with the wrong passphrase", async () => {
    const { auth } = jump;
    if (auth.kind !== "key") throw new Error("it has a key");
    const wrong = { ...jump, auth: { ...auth, passphrase: "close sesame" } };
    await expect(runSsh(realTarget({ jump: wrong }), realRun())).rejects.toMatchObject({
      code: "ssh_auth_failed",
      detail: "The private key that is kept for host 'bastion' cannot be read.",
    });
  });

  it("is signed in to by an agent", async () => {
    const socket = join(folder, "agent");
    const agent = spawn("ssh-agent", ["-D", "-a", socket], { stdio: ["ignore", "pipe", "ignore"] });
    await new Promise((resolve) => agent.stdout.once("data", resolve));
    try {
      const env = { ...process.env, SSH_AUTH_SOCK: socket };
      execFileSync("ssh-add", ["-q", realSshd?.keyFile ?? ""], { env, stdio: "pipe" });
      const target = realTarget({ auth: { kind: "agent", socket } });
      expect(await runSsh(target, realRun())).toMatchObject({ exitCode: 0 });
      execFileSync("ssh-add", ["-q", "-D"], { env, stdio: "pipe" });
      const empty = realTarget({ auth: { kind: "agent", socket } });
      await expect(runSsh(empty, realRun())).rejects.toMatchObject({ code: "ssh_auth_failed" });
    } finally {
      agent.kill();
    }
  });
});
