import type { CappedText } from "./create-capped-text";

/** One command to run. */
export type SshRun = {
  /** Given to `/bin/sh -c` on the host, byte for byte. */
  command: string;
  /** From the moment the command is sent. */
  timeoutMs: number;
  /** How much of each stream is kept: half from its beginning, half from its end. */
  outputBytesMax: number;
  signal: AbortSignal;
  /** Runs with PATH, HOME, USER, LOGNAME, SHELL and LC_ALL only, whatever the account's own environment is. */
  isMinimalEnv?: boolean;
  /** All output as it comes, kept or not. Bytes that are no UTF-8 are replaced. */
  onOutput?(chunk: { stream: "stdout" | "stderr"; text: string }): void;
};

/** How a command ended that is known to have ended. */
export type SshResult = {
  /** Null when it was stopped. As in any shell, 128 and more may stand for a signal that ended the program. */
  exitCode: number | null;
  /** Such as `SIGKILL`; null when there is an exit code. */
  signal: string | null;
  stdout: CappedText;
  stderr: CappedText;
  durationMs: number;
  /** Stopped by us because its time was up, with all that it had started. */
  timedOut: boolean;
  /** Stopped by us because it put out more than 64 MB, with all that it had started. */
  isFlooded: boolean;
  /** Something in the background still held the output open when we left. */
  isOpenEnded: boolean;
  /** Output is missing: left out in the middle, never read, or still to come from what runs on in the background. */
  isCut: boolean;
};
