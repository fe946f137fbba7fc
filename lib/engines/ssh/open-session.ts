import type { Client, ClientChannel } from "ssh2";
import { unlessAborted } from "@/lib/core/unless-aborted";
import { neverReady, neverStarted } from "./run-error";
import { bootstrap, readyLine } from "./wrap-command";

type OpenSessionInput = { client: Client; alias: string; signal: AbortSignal; readyMs: number };

/**
 * Opens a session with a shell that waits for its orders: no terminal, no agent, no X11, no environment. Rejects with
 * the signal's reason, or with an AppError; either way nothing runs, and a shell that comes too late is let go.
 */
export async function openSession({ client, alias, signal, readyMs }: OpenSessionInput): Promise<ClientChannel> {
  let isLate = false;
  const opened = startShell({ client, alias }).then(async (channel) => {
    try {
      if (!isLate) await unlessAborted(ready({ channel, alias, readyMs }), signal);
      return channel;
    } finally {
      if (isLate || signal.aborted) channel.close();
    }
  });
  try {
    return await unlessAborted(opened, signal);
  } catch (error) {
    isLate = true;
    throw error;
  }
}

function startShell({ client, alias }: Pick<OpenSessionInput, "client" | "alias">): Promise<ClientChannel> {
  return new Promise((resolve, reject) => {
    try {
      client.exec(bootstrap, { allowHalfOpen: true }, (error, channel) => {
        if (error) return reject(neverStarted({ alias, error }));
        channel.on("error", () => {}).stderr.on("error", () => {});
        return resolve(channel);
      });
    } catch (error) {
      reject(neverStarted({ alias, error }));
    }
  });
}

/** Passes over what the account's start files say. A shell that had its orders before would run them after we left. */
async function ready(input: { channel: ClientChannel; alias: string; readyMs: number }): Promise<void> {
  const { channel, alias, readyMs } = input;
  let said = "";
  let timer: NodeJS.Timeout | undefined;
  let onData = (_data: Buffer) => {};
  let onClose = () => {};
  try {
    await new Promise<void>((resolve, reject) => {
      onData = (data) => {
        said = (said + data.toString("latin1")).slice(-readyLine.length);
        if (said === readyLine) resolve();
      };
      onClose = () => reject(neverReady({ alias, isSlow: false }));
      timer = setTimeout(() => reject(neverReady({ alias, isSlow: true })), readyMs);
      channel.on("data", onData).once("close", onClose).stderr.resume();
    });
  } catch (error) {
    channel.close();
    throw error;
  } finally {
    clearTimeout(timer);
    channel.off("data", onData).off("close", onClose);
  }
}
