import { setMaxListeners } from "node:events";
import { type Clock, systemClock } from "@/lib/core/clock";
import { deriveKey } from "@/lib/core/crypto";
import { type Env, getEnv } from "@/lib/core/env";
import { forgetGlobalState, globalState } from "@/lib/core/global-state";
import { createLog, type Log } from "@/lib/core/log";
import type { Queue } from "@/lib/core/queue";
import type { Database } from "@/lib/db/database";
import { openDatabase } from "@/lib/db/open-database";
import { createQueue } from "@/lib/engines/queue/create-queue";
import { redactLine } from "./redact-line";
import { readSecretKey } from "./secret-key";
import { knowConfiguration } from "./watch-over";

/** What one running process has: opened once, shared by every request. */
export type Runtime = {
  env: Env;
  database: Database;
  clock: Clock;
  log: Log;
  queue: Queue;
  secretKey: string;
  /** Signs console sessions. */
  sessionSecret: string;
  /** Aborts when the process stops. */
  signal: AbortSignal;
  stop: AbortController;
};

/** The process's runtime, opened at first use; rejects with the reason when it cannot be, and tries again at the next. */
export async function getRuntime(): Promise<Runtime> {
  try {
    return await globalState("runtime", openRuntime);
  } catch (error) {
    forgetGlobalState("runtime");
    throw error;
  }
}

async function openRuntime(): Promise<Runtime> {
  const env = getEnv();
  const database = await openDatabase(env);
  const secretKey = readSecretKey(env);
  knowConfiguration({ env, secretKey });
  const log = createLog({ file: env.logFile, level: env.logLevel, redact: redactLine });
  const stop = new AbortController();
  // Every running tool listens; ten is no leak here.
  setMaxListeners(0, stop.signal);
  return {
    env,
    database,
    clock: systemClock,
    log,
    queue: createQueue({ env, log }),
    secretKey,
    sessionSecret: deriveKey({ secret: secretKey, purpose: "console-session" }),
    signal: stop.signal,
    stop,
  };
}
