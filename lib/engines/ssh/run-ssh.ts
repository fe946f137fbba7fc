import { setMaxListeners } from "node:events";
import { AppError } from "@/lib/core/app-error";
import { execCommand } from "./exec-command";
import { withHost } from "./pool";
import { runCancelled } from "./run-error";
import type { SshResult, SshRun } from "./ssh-run";
import type { SshTarget } from "./ssh-target";

/** Linux takes 128 KiB for one argument of a program. */
const commandBytesMax = 100_000;

/**
 * Runs one command on a host, in `/bin/sh -c`, with nothing to read and no terminal. When its time is up, its signal
 * aborted or its output beyond all bounds, it is killed there with all that it started. Every AppError says in its
 * context whether it `mayHaveRun`; `outcome_unknown` when nobody can tell how it ended.
 */
export async function runSsh(target: SshTarget, run: SshRun): Promise<SshResult> {
  const { alias } = target;
  checkCommand(run.command);
  // One signal may stop runs on many hosts.
  setMaxListeners(0, run.signal);
  const exec = () =>
    withHost({ target, signal: run.signal }, async ({ client, connection }) => {
      try {
        return await execCommand({
          client,
          alias,
          run,
          readyMs: target.connectTimeoutMs,
          onDoubt: () => connection.retire(),
        });
      } catch (error) {
        // A pooled connection may have been lost unnoticed; before the command was sent, a new one is as good.
        if (connection.isGone && isHarmless(error) && !run.signal.aborted) return null;
        throw error;
      }
    });
  try {
    return (await exec()) ?? (await exec()) ?? lostTwice(alias);
  } catch (error) {
    if (error instanceof AppError && "mayHaveRun" in error.context) throw error;
    if (!run.signal.aborted) throw error;
    throw runCancelled({ alias, reason: run.signal.reason, mayHaveRun: false, isEnded: true });
  }
}

/** What would reach the host as another text than was given, or not at all. */
function checkCommand(command: string): void {
  const isFit = command.isWellFormed() && !command.includes("\0") && Buffer.byteLength(command) <= commandBytesMax;
  if (isFit) return;
  throw new AppError({
    code: "invalid_inputs",
    detail: `The command must be at most ${commandBytesMax.toLocaleString("en-US")} bytes of UTF-8 without a null character.`,
    context: { mayHaveRun: false },
  });
}

function isHarmless(error: unknown): boolean {
  return error instanceof AppError && error.context.mayHaveRun === false;
}

function lostTwice(alias: string): never {
  throw new AppError({
    code: "upstream_failed",
    detail: `Host '${alias}' lost the connection twice before the command could be sent.`,
    hint: "Look at its SSH server's log; it may be restarting.",
    context: { mayHaveRun: false },
  });
}
