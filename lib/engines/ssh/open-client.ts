import type { Duplex } from "node:stream";
import ssh2, { type Client, type ConnectConfig } from "ssh2";
import { AppError } from "@/lib/core/app-error";
import { isSameSecret } from "@/lib/core/crypto";
import { unlessAborted } from "@/lib/core/unless-aborted";
import { algorithmsFor } from "./algorithms";
import { describeHostKey } from "./describe-host-key";
import { hostKeyMismatch, hostKeyUnknown } from "./host-key-error";
import { signIn } from "./sign-in";
import { connectTimedOut, sshError } from "./ssh-error";
import type { PinnedHostKey, SshTarget } from "./ssh-target";

type OpenClientInput = {
  target: SshTarget;
  /** What leads there, when a jump host stands between. */
  socket: Duplex | null;
  signal: AbortSignal;
};

// A host that hangs is given up after two unanswered, so within 15 s.
const keepaliveMs = 5_000;
const unansweredMax = 2;

/**
 * Connects to a host and signs in. The host's key is checked before anything of ours is sent: a host with another key,
 * or with none accepted, is an AppError, as is everything else that goes wrong on the way.
 */
export async function openClient({ target, socket, signal }: OpenClientInput): Promise<Client> {
  const { alias, hostKey } = target;
  if (hostKey === null) throw hostKeyUnknown(target);
  const client = new ssh2.Client();
  let presented: PinnedHostKey | null = null;
  const config: ConnectConfig = {
    ...(socket ? { sock: socket as never } : { host: target.address, port: target.port }),
    username: target.user,
    authHandler: [signIn(target)],
    algorithms: algorithmsFor({ keyType: hostKey.algorithm, isOtherTaken: false }),
    hostVerifier: (key: Buffer) => {
      presented = describeHostKey(key);
      return isSameSecret(presented.fingerprint, hostKey.fingerprint);
    },
    keepaliveInterval: keepaliveMs,
    keepaliveCountMax: unansweredMax,
    // One limit for all of it is kept below.
    readyTimeout: 0,
  };
  let timer: NodeJS.Timeout | undefined;
  try {
    const ready = new Promise<void>((resolve, reject) => {
      timer = setTimeout(
        () => reject(new AppError({ ...connectTimedOut(alias), context: { mayHaveRun: false } })),
        target.connectTimeoutMs,
      );
      client
        .once("ready", resolve)
        .on("error", reject)
        .on("close", () => reject(new Error("closed")));
      client.connect(config);
    });
    await unlessAborted(ready, signal);
    return client;
  } catch (error) {
    client.destroy();
    throw isOtherKey({ error, presented, hostKey })
      ? hostKeyMismatch(target, { presented, cause: error })
      : sshError({ alias, error });
  } finally {
    clearTimeout(timer);
  }
}

function isOtherKey(input: { error: unknown; presented: PinnedHostKey | null; hostKey: PinnedHostKey }): boolean {
  const { error, presented, hostKey } = input;
  if (presented) return presented.fingerprint !== hostKey.fingerprint;
  return error instanceof Error && error.message.endsWith("no matching host key format");
}
