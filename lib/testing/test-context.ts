import { setMaxListeners } from "node:events";
import { systemClock } from "@/lib/core/clock";
import { parseEnv } from "@/lib/core/env";
import { createLog } from "@/lib/core/log";
import { embeddedQueue } from "@/lib/core/queue";
import { apiKeys } from "@/lib/db/schema";
import type { Actor, Context } from "@/lib/records/context";
import { startJobWatch } from "@/lib/records/jobs/job-watch";
import { openTestDatabase } from "./test-database";

export const testActor: Actor = {
  kind: "key",
  id: "key_test",
  name: "test key",
  intents: ["*"],
  namespace: "default",
  rights: [],
  ownerId: null,
};

/** A context on a fresh database, with the default configuration, its caller's key, and no log. */
export async function createTestContext(variables: Record<string, string> = {}): Promise<Context> {
  const database = await openTestDatabase();
  const { id, name, intents, namespace, rights } = testActor;
  const key = { id, name, intents, namespace, rights, hash: "none", startsWith: "ork_", createdAt: new Date() };
  await database.db.insert(apiKeys).values(key);
  await startJobWatch(database);
  const { signal } = new AbortController();
  setMaxListeners(0, signal);
  return {
    db: database.db,
    env: parseEnv(variables),
    clock: systemClock,
    log: createLog({ file: null, level: "silent" }),
    queue: embeddedQueue,
    actor: testActor,
    requestId: "req_test",
    signal,
    secretKey: "the secret key of the tests, 32 chars",
  };
}
