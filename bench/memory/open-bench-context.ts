import { systemClock } from "@/lib/core/clock";
import { parseEnv } from "@/lib/core/env";
import { createLog } from "@/lib/core/log";
import { embeddedQueue } from "@/lib/core/queue";
import { openPglite } from "@/lib/db/open-pglite";
import type { Context } from "@/lib/records/context";

/** A context on a PGlite of its own in memory, which `close` ends; `maintain` is what the product's sweep does. */
export async function openBenchContext(): Promise<{ ctx: Context; maintain(): Promise<void>; close(): Promise<void> }> {
  const database = await openPglite({ dataDir: null });
  const ctx: Context = {
    db: database.db,
    env: parseEnv({}),
    clock: systemClock,
    log: createLog({ file: null, level: "silent" }),
    queue: embeddedQueue,
    actor: { kind: "local", id: "local", name: "local", intents: ["*"], namespace: "", rights: [], ownerId: null },
    requestId: "bench",
    signal: new AbortController().signal,
    secretKey: "the benchmark's own, of no use anywhere",
  };
  return { ctx, maintain: () => database.maintain(), close: () => database.close() };
}
