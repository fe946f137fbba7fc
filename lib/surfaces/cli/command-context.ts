import { systemClock } from "@/lib/core/clock";
import type { Env } from "@/lib/core/env";
import { createLog } from "@/lib/core/log";
import { embeddedQueue } from "@/lib/core/queue";
import type { Db } from "@/lib/db/database";
import { operatorActor } from "@/lib/records/actors";
import type { Context } from "@/lib/records/context";
import { readSecretKey } from "@/lib/surfaces/process/secret-key";

/** The context of a command on a database that it has opened itself: the operator's, without a log. */
export function commandContext({ env, db }: { env: Env; db: Db }): Context {
  return {
    db,
    env,
    clock: systemClock,
    log: createLog({ file: null, level: "silent" }),
    queue: embeddedQueue,
    actor: operatorActor,
    requestId: "cli",
    signal: new AbortController().signal,
    secretKey: readSecretKey(env),
  };
}
