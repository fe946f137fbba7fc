import { AppError } from "@/lib/core/app-error";
import { sshError } from "./ssh-error";

/** Why no session could be had on a connection that stands: the command was not sent. */
export function neverStarted({ alias, error }: { alias: string; error: unknown }): AppError {
  const isRefused = error instanceof Error && "reason" in error;
  if (!isRefused) return sshError({ alias, error });
  return new AppError({
    code: "upstream_failed",
    detail: `Host '${alias}' refused to open a session.`,
    hint: "Its SSH server may allow fewer sessions at once (MaxSessions) than the inventory says, or none at all.",
    context: { mayHaveRun: false },
    cause: error,
  });
}

/** There is a session, and no shell in it that would take a command: it was not sent. */
export function neverReady({ alias, isSlow }: { alias: string; isSlow: boolean }): AppError {
  return new AppError({
    code: isSlow ? "timeout" : "upstream_failed",
    detail: isSlow
      ? `Host '${alias}' let the user in, but the account's shell was not ready in time.`
      : `Host '${alias}' let the user in, but the account's shell ended before it took a command.`,
    hint: "Check its login shell, what its start files (.bashrc) do, and that no command is forced upon its key.",
    context: { mayHaveRun: false },
  });
}

/** The command was sent, and nobody can say how it ended or whether it has. */
export function outcomeUnknown({ alias, isStopped }: { alias: string; isStopped: boolean }): AppError {
  return new AppError({
    code: "outcome_unknown",
    detail: isStopped
      ? `The command on host '${alias}' was to be stopped, and the host did not confirm that it is gone.`
      : `The connection to host '${alias}' was lost while the command ran; how it ended is not known.`,
    hint: "Look at the host before you send it again: it may have taken effect, in full or in part.",
    context: { mayHaveRun: true, isEnded: false },
  });
}

type CancelledInput = { alias: string; reason: unknown; mayHaveRun: boolean; isEnded: boolean };

/** What the run's signal was aborted with, and how far the command had come; `isEnded` says that nothing runs now. */
export function runCancelled({ alias, reason, mayHaveRun, isEnded }: CancelledInput): AppError {
  const context = { mayHaveRun, isEnded };
  if (reason instanceof AppError) {
    const { code, detail, hint, cause } = reason;
    return new AppError({ code, detail, ...(hint && { hint }), context: { ...reason.context, ...context }, cause });
  }
  const end = isEnded ? "it was killed on the host" : "the host did not confirm that it is gone";
  return new AppError({
    code: "cancelled",
    detail: mayHaveRun
      ? `The command on host '${alias}' was cancelled while it ran; ${end}.`
      : `The command for host '${alias}' was cancelled before it was sent.`,
    context,
    cause: reason,
  });
}
