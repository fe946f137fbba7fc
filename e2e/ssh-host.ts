import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import type { AddressInfo } from "node:net";
import ssh2, { type Connection } from "ssh2";
import { makeSshKey } from "@/lib/testing/make-ssh-key";

/** A stand-in for a host's SSH server, at the socket: it lets any key in and runs commands in a real shell of this machine. */
export async function startSshHost() {
  const user = makeSshKey();
  const keys = [makeSshKey(), makeSshKey()] as const;
  const hosts = keys.map((key) => ({ key, fingerprint: fingerprintOf(key.public) })) as [Host, Host];
  const first = await listen(hosts[0].key.private, 0);
  const { port } = first.server.address() as AddressInfo;
  let current = first;
  // A server that closes waits for its connections, which the orchestrator keeps open.
  const close = () =>
    new Promise<void>((resolve) => {
      current.server.close(() => resolve());
      for (const client of current.clients) client.end();
    });
  return {
    port,
    privateKey: user.private,
    fingerprints: hosts.map(({ fingerprint }) => fingerprint) as [string, string],
    /** From now on it shows its second key, as a machine that was set up anew. */
    async changeKey() {
      await close();
      current = await listen(hosts[1].key.private, port);
    },
    stop: close,
  };
}

type Host = { key: { private: string; public: string }; fingerprint: string };

async function listen(hostKey: string, port: number) {
  const clients = new Set<Connection>();
  const server = new ssh2.Server({ hostKeys: [hostKey] }, (client) => {
    clients.add(client);
    client.on("close", () => clients.delete(client)).on("error", () => {});
    client.on("authentication", (auth) => (auth.method === "publickey" ? auth.accept() : auth.reject(["publickey"])));
    client.on("session", (accept) => {
      accept().on("exec", (acceptExec, _reject, { command }) => {
        const channel = acceptExec();
        const shell = spawn("sh", ["-c", command]);
        channel.pipe(shell.stdin);
        shell.stdin.on("error", () => {});
        shell.stdout.pipe(channel, { end: false });
        shell.stderr.pipe(channel.stderr, { end: false });
        shell.on("close", (code) => {
          channel.exit(code ?? 255);
          channel.end();
        });
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return { server, clients };
}

function fingerprintOf(publicKey: string): string {
  const bytes = Buffer.from(publicKey.split(" ")[1] ?? "", "base64");
  return `SHA256:${createHash("sha256").update(bytes).digest("base64").replace(/=+$/, "")}`;
}
