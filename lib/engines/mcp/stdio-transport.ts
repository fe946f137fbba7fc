import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { type JSONRPCMessage, parseJSONRPCMessage, type Transport } from "@modelcontextprotocol/client";
import { getDefaultEnvironment } from "@modelcontextprotocol/client/stdio";
import type { AppError } from "@/lib/core/app-error";
import { answerBytesMax } from "./answer-bytes-max";
import { LineReader } from "./line-reader";
import type { McpStdioTransport } from "./mcp-target";
import { neverStarted, processEnded } from "./process-errors";
import { stopProcessGroup } from "./process-group";
import { guardProcessGroup } from "./reaper";
import type { TextTail } from "./text-tail";
import { tooLong } from "./too-long";

const drainMsMax = 200;
const leaveMsMax = 500;

type StdioTransportInput = {
  server: string;
  transport: McpStdioTransport;
  /** Takes what the process writes to its standard error. */
  tail: TextTail;
  onNoise: () => void;
};

/**
 * A server as a process of this machine (MCP 2025-11-25, basic/transports, stdio): without a shell, in a process group
 * of its own, with the environment that it is given and nothing of ours. `pid` and `stderr` tell the SDK what it is.
 */
export class StdioTransport implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: (message: JSONRPCMessage) => void;
  readonly stderr = null;
  /** Why it ended; null while it runs, and when it was we who ended it. */
  fault: AppError | null = null;
  private child: ChildProcessWithoutNullStreams | null = null;
  private closing: Promise<void> | null = null;
  private isClosed = false;
  private release: () => void = () => {};

  constructor(private readonly input: StdioTransportInput) {}

  get pid(): number | null {
    return this.child?.pid ?? null;
  }

  async start(): Promise<void> {
    const { command, args, env, cwd } = this.input.transport;
    const child = spawn(command, args, {
      env: { ...getDefaultEnvironment(), ...env } as NodeJS.ProcessEnv,
      ...(cwd !== null && { cwd }),
      shell: false,
      detached: true,
      stdio: "pipe",
      windowsHide: true,
    });
    this.child = child;
    this.input.tail.clear();
    await new Promise<void>((resolve, reject) => {
      child.once("spawn", resolve);
      child.once("error", (error) => reject(neverStarted({ server: this.input.server, error })));
    });
    this.listen(child);
  }

  send(message: JSONRPCMessage): Promise<void> {
    const stdin = this.child?.stdin;
    return new Promise((resolve, reject) => {
      if (this.isClosed || !stdin?.writable) reject(this.fault ?? new Error("The server's process has ended."));
      else stdin.write(`${JSON.stringify(message)}\n`, (error) => (error ? reject(error) : resolve()));
    });
  }

  /** Ends the process and all that it started, and waits for that. */
  close(): Promise<void> {
    this.closing ??= this.stop();
    return this.closing;
  }

  private listen(child: ChildProcessWithoutNullStreams): void {
    this.release = guardProcessGroup(child.pid ?? 0);
    const reader = new LineReader({
      lineBytesMax: answerBytesMax,
      onLine: (line) => this.read(line),
      onTooLong: () => this.fail(tooLong(this.input.server)),
    });
    child.stdout.on("data", (chunk: Buffer) => reader.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => this.input.tail.push(chunk));
    for (const stream of [child.stdin, child.stdout, child.stderr])
      stream.on("error", (error) => this.onerror?.(error));
    child.on("error", (error) => this.onerror?.(error));
    child.once("exit", (code, signal) => {
      const how = signal ?? `exit code ${code}`;
      const ended = () => processEnded({ server: this.input.server, how, stderr: this.input.tail.lines() });
      // What it said last may still be in the pipe, which its own children can hold open for ever.
      const timer = setTimeout(() => this.fail(ended()), drainMsMax);
      child.once("close", () => this.fail(ended())).once("close", () => clearTimeout(timer));
    });
  }

  private read(line: Buffer): void {
    let message: JSONRPCMessage;
    try {
      message = parseJSONRPCMessage(JSON.parse(line.toString("utf8")));
    } catch {
      this.input.onNoise();
      return;
    }
    this.onmessage?.(message);
  }

  private fail(fault: AppError): void {
    if (this.isClosed) return;
    this.fault = this.closing === null ? fault : null;
    this.finish();
    void this.close();
  }

  private finish(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.onclose?.();
  }

  private async stop(): Promise<void> {
    const { child } = this;
    if (child?.pid !== undefined) {
      const left = new Promise<void>((resolve) => child.once("exit", () => resolve()));
      child.stdin.end();
      // The specification's way to ask it to leave; most do, and their group is then empty.
      if (child.exitCode === null && child.signalCode === null) await within(left, leaveMsMax);
      await stopProcessGroup(child.pid);
      for (const stream of [child.stdout, child.stderr]) stream.destroy();
    }
    this.release();
    this.finish();
  }
}

function within(promise: Promise<void>, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    void promise.then(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
