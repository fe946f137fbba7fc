import { execFileSync, spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describeHostKey } from "@/lib/engines/ssh/describe-host-key";
import { realSshd, realTarget } from "./real-sshd";

/** Starts another real sshd on this machine, which lets the same user in, with lines of its own in its configuration. */
export async function startSshd({ folder, lines }: { folder: string; lines: string[] }) {
  const port = await freePort();
  const hostKey = join(folder, "host");
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", hostKey]);
  const common = [
    `ListenAddress 127.0.0.1:${port}`,
    `HostKey ${hostKey}`,
    `AuthorizedKeysFile ${realSshd?.keyFile}.pub`,
    "PidFile none",
    "AuthenticationMethods publickey",
    "PermitRootLogin prohibit-password",
    "UsePAM no",
    "StrictModes no",
    "MaxStartups 50",
  ];
  const config = join(folder, "config");
  writeFileSync(config, [...common, ...lines].join("\n"));
  const sshd = spawn("/usr/sbin/sshd", ["-D", "-e", "-f", config], { stdio: ["ignore", "ignore", "pipe"] });
  await new Promise((resolve) => sshd.stderr.once("data", resolve));
  sshd.stderr.resume();
  const [, base64 = ""] = readFileSync(`${hostKey}.pub`, "utf8").split(" ");
  const target = realTarget({
    alias: "sandbox",
    address: "127.0.0.1",
    port,
    hostKey: describeHostKey(Buffer.from(base64, "base64")),
  });
  return { target, stop: () => sshd.kill() };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
