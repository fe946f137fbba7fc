import type { Client, ClientChannel } from "ssh2";
import { unlessAborted } from "@/lib/core/unless-aborted";
import { neverStarted } from "./run-error";
import { bootstrap } from "./wrap-command";

type OpenSessionInput = { client: Client; alias: string; signal: AbortSignal };

/**
 * Opens a session with a shell that waits for its orders: no terminal, no agent, no X11, no environment. Rejects with
 * the signal's reason, or with an AppError; either way nothing runs, and a shell that comes too late is let go.
 */
export async function openSession({ client, alias, signal }: OpenSessionInput): Promise<ClientChannel> {
  let isLate = false;
  const opened = new Promise<ClientChannel>((resolve, reject) => {
    const onOpen = (error: Error | undefined, channel: ClientChannel) => {
      if (error) return reject(neverStarted({ alias, error }));
      channel.on("error", () => {}).stderr.on("error", () => {});
      if (isLate) channel.close();
      return resolve(channel);
    };
    try {
      client.exec(bootstrap, { allowHalfOpen: true }, onOpen);
    } catch (error) {
      reject(neverStarted({ alias, error }));
    }
  });
  try {
    return await unlessAborted(opened, signal);
  } catch (error) {
    isLate = true;
    throw error;
  }
}
