import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import {
  isJSONRPCRequest,
  type JSONRPCMessage,
  parseJSONRPCMessage,
  type Transport,
} from "@modelcontextprotocol/client";
import { getDefaultEnvironment } from "@modelcontextprotocol/client/stdio";
import type { AppError } from "@/lib/core/app-error";
import { answerBytesMax } from "./answer-bytes-max";
import { flooded } from "./flooded";
import { Inflow } from "./inflow";
import { LineReader } from "./line-reader";
import type { McpStdioTransport } from "./mcp-target";
import { PacedLines } from "./paced-lines";
import { neverStarted, processEnded } from "./process-errors";
import { stopProcessGroup } from "./process-group";
import { guardProcessGroup } from "./reaper";
import type { TextTail } from "./text-tail";
import { tooLong } from "./too-long";
import { within } from "./within";

/** A server that asks without reading the answers would have them kept here without end. */
const unreadBytesMax = 32 * 1024 * 1024;
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
  readonly inflow: Inflow;

  constructor(private readonly input: StdioTransportInput) {
    this.inflow = new Inflow({ server: input.server, onFlood: (fault) => this.fail(fault) });
  }

  get pid(): number | null {
    return this.child?.pid ?? null;
  }

  async start(): Promise<void> {
    const { server, transport } = this.input;
    const { command, args, env, cwd } = transport;
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
      child.once("error", (error) => reject(neverStarted({ server, transport, error })));
    });
    this.listen(child);
  }

  send(message: JSONRPCMessage): Promise<void> {
    const stdin = this.child?.stdin;
    if (isJSONRPCRequest(message)) this.inflow.requested();
    if ((stdin?.writableLength ?? 0) > unreadBytesMax)
      this.fail(flooded({ server: this.input.server, how: "does not read what it is told" }));
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
      onTooLong: () => this.fail(tooLong(this.input.server)),
    });
    const lines = new PacedLines({ stream: child.stdout, reader, onLine: (line) => this.read(line) });
    child.stdout.on("data", (chunk: Buffer) => this.inflow.heard({ bytes: chunk.length }));
    child.stderr.on("data", (chunk: Buffer) => this.input.tail.push(chunk));
    for (const stream of [child.stdin, child.stdout, child.stderr])
      stream.on("error", (error) => this.onerror?.(error));
    child.on("error", (error) => this.onerror?.(error));
    child.once("exit", (code, signal) => {
      const how = signal ?? `exit code ${code}`;
      const end = () => {
        clearTimeout(timer);
        lines.finish();
        this.fail(processEnded({ server: this.input.server, how, stderr: this.input.tail.lines() }));
      };
      // What it said last may still be in the pipe, which its own children can hold open for ever.
      const timer = setTimeout(end, drainMsMax);
      child.once("close", end);
    });
  }

  private read(line: Buffer): void {
    this.inflow.heard({ messages: 1 });
    if (this.isClosed || line.length === 0) return;
    try {
      // The SDK too may choke on it: it spells out an answer that it did not wait for, however deep that is.
      this.onmessage?.(parseJSONRPCMessage(JSON.parse(line.toString("utf8"))));
    } catch {
      this.input.onNoise();
    }
  }

  /** Ends it for a fault of the server's, which everyone who waits for an answer is told. */
  fail(fault: AppError): void {
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
