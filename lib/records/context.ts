import type { Right } from "@/lib/contracts/key";
import type { Clock } from "@/lib/core/clock";
import type { Env } from "@/lib/core/env";
import type { Log } from "@/lib/core/log";
import type { Queue } from "@/lib/core/queue";
import type { Db } from "@/lib/db/database";

/**
 * Who asks. `grant` is a program that a user let in; `local` is the keyless caller of a developer's own machine;
 * `process` is this program itself.
 */
export type Actor = {
  kind: "key" | "user" | "grant" | "local" | "process";
  id: string;
  name: string;
  /** Intent patterns it may call. */
  intents: string[];
  /** Whose memories it reads and writes. */
  namespace: string;
  rights: Right[];
  /** The user it is, or to whom its key belongs; null when it belongs to nobody. */
  ownerId: string | null;
  /** What its key allows it at most; null or left out without a limit. */
  limits?: CallerLimits | null;
};

export type CallerLimits = {
  /** Calls a minute, in the long run. */
  ratePerMinute: number | null;
  /** How many of them may come at once; null for a minute's worth. */
  burst: number | null;
  /** How many of its jobs may be unfinished at once. */
  concurrentMax: number | null;
};

/** What every domain verb gets; nothing else reads a database, a clock or the environment. */
export type Context = {
  db: Db;
  env: Env;
  clock: Clock;
  log: Log;
  queue: Queue;
  actor: Actor;
  requestId: string;
  /** The caller's trace (W3C Trace Context), when it sent one. */
  traceparent?: string | null;
  /** Aborted when the work should stop: the tool's time is up, or the process ends. */
  signal: AbortSignal;
  /** The installation's secret; keys for one purpose each are derived from it. */
  secretKey: string;
};
