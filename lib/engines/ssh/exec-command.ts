import type { Client } from "ssh2";
import { type Ended, followSession } from "./follow-session";
import { openSession } from "./open-session";
import { outcomeUnknown, runCancelled } from "./run-error";
import type { SshResult, SshRun } from "./ssh-run";
import { wrapCommand } from "./wrap-command";

type ExecCommandInput = {
  client: Client;
  alias: string;
  run: SshRun;
  /** How long the account's shell may take to be ready. */
  readyMs: number;
  /** Called when the host does not confirm that a command is gone. */
  onDoubt: () => void;
};

/** The host's own clock runs so much longer than ours, which is the one that tells. */
const hostGraceS = 10;

/** Runs a command on a connection and follows it to its end, or to the end of all that it started when it is stopped. */
export async function execCommand({ client, alias, run, readyMs, onDoubt }: ExecCommandInput): Promise<SshResult> {
  const { command, timeoutMs, isMinimalEnv = false, signal } = run;
  const channel = await openSession({ client, alias, signal, readyMs });
  channel.write(wrapCommand({ command, limitS: Math.ceil(timeoutMs / 1000) + hostGraceS, isMinimalEnv }));
  const ended = await followSession({ channel, run });
  const isEnded = isConfirmed(ended);
  if (!isEnded) onDoubt();
  if (ended.stop?.kind === "signal") throw runCancelled({ alias, reason: signal.reason, mayHaveRun: true, isEnded });
  if (ended.stop?.kind === "fault") throw ended.stop.thrown;
  if (!isEnded || !ended.exit) throw outcomeUnknown({ alias, isStopped: ended.stop !== null });
  return resultOf({ ...ended, exit: ended.exit });
}

/** The wrapper ends by KILL when nothing of a stopped command is left, and by another signal when something is. */
function isConfirmed({ exit, stop }: Ended): boolean {
  if (!exit) return false;
  return stop === null || exit.signal === null || exit.signal === "SIGKILL";
}

function resultOf({
  exit,
  stop,
  stdout,
  stderr,
  isOpenEnded,
}: Ended & { exit: NonNullable<Ended["exit"]> }): SshResult {
  // A command that ended by itself in the same moment was not stopped.
  const isStopped = exit.code === null;
  return {
    exitCode: exit.code,
    signal: exit.signal,
    stdout,
    stderr,
    durationMs: exit.durationMs,
    timedOut: isStopped && stop?.kind === "time",
    isFlooded: isStopped && stop?.kind === "flood",
    isOpenEnded,
    isCut: stdout.isCut || stderr.isCut || isOpenEnded || (isStopped && stop?.kind === "flood"),
  };
}
