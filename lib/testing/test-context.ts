import { setMaxListeners } from "node:events";
import { systemClock } from "@/lib/core/clock";
import { parseEnv } from "@/lib/core/env";
import { createLog } from "@/lib/core/log";
import type { Actor, Context } from "@/lib/records/context";
import { openTestDatabase } from "./test-database";

export const testActor: Actor = {
  kind: "key",
  id: "key_test",
  name: "test key",
  intents: ["*"],
  namespace: "default",
  rights: [],
};

/** A context on a fresh database, with the default configuration and no log. */
export async function createTestContext(variables: Record<string, string> = {}): Promise<Context> {
  const database = await openTestDatabase();
  const { signal } = new AbortController();
  setMaxListeners(0, signal);
  return {
    db: database.db,
    env: parseEnv(variables),
    clock: systemClock,
    log: createLog({ file: null, level: "silent" }),
    actor: testActor,
    requestId: "req_test",
    signal,
  };
}
