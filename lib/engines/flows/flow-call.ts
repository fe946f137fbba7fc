import type { FlowAuth, FlowMethod } from "@/lib/contracts/flow";
import type { JsonObject } from "@/lib/contracts/json";
import type { AppError } from "@/lib/core/app-error";

export type FlowCall = {
  /** Configured by an operator, so it may lead to a private address. */
  url: string;
  method: FlowMethod;
  auth: FlowAuth;
  body: JsonObject;
  headers: Record<string, string>;
  /** For all of it: connecting, sending, waiting and reading. */
  timeoutMs: number;
  signal: AbortSignal;
};

/**
 * What became of a call. `mayHaveRun` is false only where the flow provably did not: whoever repeats a flow that must
 * run once looks at it.
 */
export type FlowOutcome =
  | { kind: "succeeded"; output: unknown }
  /** Accepted, and goes on: its end comes by the resume URL. */
  | { kind: "started" }
  /** For good: the same call would fail again. */
  | { kind: "failed"; error: AppError; mayHaveRun: boolean }
  | { kind: "retry"; error: AppError; mayHaveRun: boolean }
  /** It may have run, or be running still. */
  | { kind: "unknown"; error: AppError };
