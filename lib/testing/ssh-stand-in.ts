import { type ChildProcess, spawn } from "node:child_process";
import { type AddressInfo, connect } from "node:net";
import ssh2, { type Algorithms, type Connection, type ServerChannel, type Session } from "ssh2";
import { afterAll } from "vitest";
import { describeHostKey } from "@/lib/engines/ssh/describe-host-key";
import type { SshTarget } from "@/lib/engines/ssh/ssh-target";
import { makeSshKey } from "./make-ssh-key";

export type StandInOptions = {
  /** The types of the host's keys, in the order in which it likes them. */
  hostKeys?: ("ed25519" | "ecdsa" | "rsa")[];
  algorithms?: Algorithms;
  /** What a command is run with instead of this machine's `sh -c`. */
  onExec?: (channel: ServerChannel) => void;
};

let hosts = 0;
const generate = {
  ed25519: () => makeSshKey(),
  ecdsa: () => ssh2.utils.generateKeyPairSync("ecdsa", { bits: 256 }),
  rsa: () => ssh2.utils.generateKeyPairSync("rsa", { bits: 2048 }),
};

/** A stand-in for a host's SSH server, at the socket, with throwaway keys; commands run in a real shell of this machine. */
export async function startSshStandIn({ hostKeys = ["ed25519"], algorithms, onExec }: StandInOptions = {}) {
  const keys = hostKeys.map((type) => generate[type]());
  const user = generate.ed25519();
  const accepted = publicBytes(user.public);
  const state = {
    /** What was asked for, in order: `auth none`, `auth publickey`, `pty`, `env`, `exec`, ... */
    asked: [] as string[],
    connections: new Set<Connection>(),
    connectionsSeen: 0,
    sessionsNow: 0,
    sessionsPeak: 0,
    canForward: true,
    areSessionsRefused: false,
    fingerprints: keys.map((key) => describeHostKey(publicBytes(key.public))),
  };
  const server = new ssh2.Server(
    { hostKeys: keys.map((key) => key.private), ...(algorithms && { algorithms }) },
    (client) => {
      state.connections.add(client);
      state.connectionsSeen++;
      client.on("close", () => state.connections.delete(client)).on("error", () => {});
      // Its types do not know this.
      (client as unknown as { setNoDelay(): void }).setNoDelay();
      client.on("authentication", (auth) => {
        state.asked.push(`auth ${auth.method}`);
        if (auth.method !== "publickey" || !auth.key.data.equals(accepted)) return auth.reject(["publickey"]);
        if (!auth.signature) return auth.accept();
        const key = ssh2.utils.parseKey(user.public);
        const isGood = !(key instanceof Error) && key.verify(auth.blob ?? Buffer.alloc(0), auth.signature) === true;
        return isGood ? auth.accept() : auth.reject(["publickey"]);
      });
      client.on("session", (accept, reject) => (state.areSessionsRefused ? reject() : serve(accept())));
      client.on("tcpip", (accept, reject, { destIP, destPort }) => {
        if (!state.canForward) return reject();
        const socket = connect(destPort, destIP, () => {
          const channel = accept();
          channel.on("error", () => socket.destroy()).on("close", () => socket.destroy());
          socket.on("close", () => channel.destroy());
          channel.pipe(socket).pipe(channel);
        }).on("error", () => reject());
      });
    },
  );
  const serve = (session: Session) => {
    for (const kind of ["pty", "env", "x11", "auth-agent", "shell", "sftp", "subsystem"]) {
      // Its overloads know no variable.
      (session as NodeJS.EventEmitter).on(kind, (_accept, reject) => {
        state.asked.push(kind);
        reject?.();
      });
    }
    session.on("exec", (accept, _reject, { command }) => {
      state.asked.push("exec");
      const channel = accept();
      channel.on("error", () => {});
      if (onExec) return onExec(channel);
      state.sessionsPeak = Math.max(state.sessionsPeak, ++state.sessionsNow);
      runLocally(channel, command).on("exit", () => state.sessionsNow--);
    });
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const drop = () => {
    // Without a goodbye, as when the network is cut.
    for (const client of state.connections) (client as unknown as { _sock: { destroy(): void } })._sock.destroy();
  };
  const target = (changes: Partial<SshTarget> = {}): SshTarget => ({
    id: `host_${++hosts}`,
    alias: "web-1",
    address: "127.0.0.1",
    port,
    user: "deploy",
    auth: { kind: "key", privateKey: user.private, passphrase: null },
    hostKey: state.fingerprints[0] ?? null,
    jump: null,
    connectTimeoutMs: 10_000,
    ...changes,
  });
  afterAll(() => {
    drop();
    server.close();
  });
  return Object.assign(state, { port, drop, target });
}

/** As sshd does it: a session of its own, and nothing is killed when the connection ends. */
function runLocally(channel: ServerChannel, command: string): ChildProcess {
  const child = spawn("sh", ["-c", command], { detached: true, stdio: "pipe" });
  channel.pipe(child.stdin.on("error", () => {}));
  channel.on("close", () => child.stdin.end());
  child.stdout.on("data", (data) => channel.write(data) || pause(child.stdout, channel));
  child.stderr.on("data", (data) => channel.stderr.write(data));
  child.on("exit", (code, signal) => (signal ? channel.exit(signal.slice(3)) : channel.exit(code ?? 0)));
  child.on("close", () => channel.close());
  return child;
}

function pause(source: NodeJS.ReadableStream, channel: ServerChannel): void {
  source.pause();
  channel.once("drain", () => source.resume());
}

function publicBytes(line: string): Buffer {
  return Buffer.from(line.split(" ")[1] ?? "", "base64");
}
