import type { ClientChannel } from "ssh2";
import { type CappedText, createCappedText } from "./create-capped-text";
import type { SshRun } from "./ssh-run";

/** `fault` is a listener of ours that threw. */
export type StopReason = { kind: "time" | "flood" | "signal" } | { kind: "fault"; thrown: unknown };

/** How a session came to its end, as far as we were told. */
export type Ended = {
  /** Null when the host never said how the command ended. */
  exit: { code: number | null; signal: string | null; durationMs: number } | null;
  stop: StopReason | null;
  stdout: CappedText;
  stderr: CappedText;
  /** Something in the background still held the output open when we left. */
  isOpenEnded: boolean;
};

type FollowSessionInput = { channel: ClientChannel; run: SshRun };

const floodBytes = 64 * 1024 * 1024;
const confirmMs = 8_000;
/** For output that is still under way when the command has ended. */
const drainMs = 2_000;

/** Follows a session that was sent a command until it ends, and lets go of its leash when it must stop. Never rejects. */
export function followSession({ channel, run }: FollowSessionInput): Promise<Ended> {
  const { promise, resolve } = pending<Ended>();
  const startedMs = performance.now();
  const texts = {
    stdout: createCappedText({ bytesMax: run.outputBytesMax }),
    stderr: createCappedText({ bytesMax: run.outputBytesMax }),
  };
  let exit: Ended["exit"] = null;
  let stop: StopReason | null = null;
  let drainTimer: NodeJS.Timeout | undefined;
  let confirmTimer: NodeJS.Timeout | undefined;

  const finish = (isOpenEnded: boolean) => {
    for (const timer of [timeTimer, drainTimer, confirmTimer]) clearTimeout(timer);
    run.signal.removeEventListener("abort", onAbort);
    for (const stream of ["stdout", "stderr"] as const) tell(stream, texts[stream].end());
    resolve({ exit, stop, stdout: texts.stdout.read(), stderr: texts.stderr.read(), isOpenEnded });
  };
  const leave = () => {
    // Before it is closed, so that nobody waits for a host that hangs.
    finish(true);
    channel.close();
  };
  const stopFor = (reason: StopReason) => {
    if (exit) return leave();
    if (stop) return;
    stop = reason;
    channel.end();
    confirmTimer = setTimeout(leave, confirmMs);
  };
  const tell = (stream: "stdout" | "stderr", text: string) => {
    if (text === "" || stop?.kind === "fault") return;
    try {
      run.onOutput?.({ stream, text });
    } catch (thrown) {
      stopFor({ kind: "fault", thrown });
    }
  };
  let bytes = 0;
  const take = (stream: "stdout" | "stderr") => (piece: Buffer) => {
    drainTimer?.refresh();
    bytes += piece.length;
    tell(stream, texts[stream].push(piece));
    if (bytes > floodBytes) stopFor({ kind: "flood" });
  };
  const onAbort = () => stopFor({ kind: "signal" });
  const timeTimer = setTimeout(() => stopFor({ kind: "time" }), run.timeoutMs);

  channel.on("data", take("stdout"));
  channel.stderr.on("data", take("stderr"));
  channel.on("exit", (code: number | null, signal?: string) => {
    exit = { code, signal: signal ?? null, durationMs: Math.round(performance.now() - startedMs) };
    clearTimeout(confirmTimer);
    drainTimer = setTimeout(leave, drainMs);
  });
  channel.once("close", () => finish(false));
  run.signal.addEventListener("abort", onAbort, { once: true });
  if (run.signal.aborted) onAbort();
  return promise;
}

function pending<Value>() {
  let resolve: (value: Value) => void = () => {};
  const promise = new Promise<Value>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
