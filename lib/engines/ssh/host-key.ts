import type { Duplex } from "node:stream";
import ssh2 from "ssh2";
import { AppError } from "@/lib/core/app-error";
import { unlessAborted } from "@/lib/core/unless-aborted";
import { algorithmsFor } from "./algorithms";
import { describeHostKey } from "./describe-host-key";
import { forwardThrough } from "./forward-through";
import { withHost } from "./pool";
import { connectTimedOut, sshError } from "./ssh-error";
import type { PinnedHostKey, SshTarget } from "./ssh-target";

type ReadHostKeyInput = {
  /** What errors call the host. */
  alias: string;
  address: string;
  port: number;
  /** Signed in to as usual, so its own key must have been accepted. */
  jump: SshTarget | null;
  /** Of several keys of the host, the one of this type is read. */
  keyType?: string | null;
  timeoutMs: number;
  signal: AbortSignal;
};

/**
 * The key that a host shows, after it has proved that it owns it (RFC 4253, section 8). For a first contact: sends
 * neither a user name nor anything else of ours, and trusts nothing. Rejects with the signal's reason or an AppError.
 */
export async function readHostKey(input: ReadHostKeyInput): Promise<PinnedHostKey> {
  const { alias, jump, signal } = input;
  if (!jump) return handshake({ ...input, socket: null });
  return withHost({ target: jump, signal }, async ({ client }) => {
    const socket = await unlessAborted(forwardThrough({ client, jumpAlias: jump.alias, to: input }), signal);
    return handshake({ ...input, alias, socket });
  });
}

async function handshake(input: ReadHostKeyInput & { socket: Duplex | null }): Promise<PinnedHostKey> {
  const { alias, address, port, socket, timeoutMs, signal } = input;
  const client = new ssh2.Client();
  let presented: PinnedHostKey | null = null;
  let timer: NodeJS.Timeout | undefined;
  const shown = new Promise<PinnedHostKey>((resolve, reject) => {
    const late = new AppError({ ...connectTimedOut(alias), context: { mayHaveRun: false } });
    timer = setTimeout(() => reject(late), timeoutMs);
    client.on("error", reject).on("close", () => reject(new Error("closed")));
    // It comes when the host has signed with its key, and before anybody signs in.
    client.once("handshake", () => presented && resolve(presented));
    client.connect({
      // ssh2 takes any stream, which its types do not say.
      ...(socket ? { sock: socket as never } : { host: address, port }),
      username: "nobody",
      authHandler: [],
      algorithms: algorithmsFor({ keyType: input.keyType ?? null, isOtherTaken: true }),
      readyTimeout: 0,
      hostVerifier: (key: Buffer) => {
        presented = describeHostKey(key);
        return true;
      },
    });
  });
  try {
    return await unlessAborted(shown, signal);
  } catch (error) {
    throw signal.aborted ? error : sshError({ alias, error });
  } finally {
    clearTimeout(timer);
    client.destroy();
  }
}
