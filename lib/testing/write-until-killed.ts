// A process of the tests: opens a data folder as the server does, starts writes that do not end (their embeddings
// provider, at the URL given, never answers) and makes others between them, saying which were acknowledged, until it is killed.
import { systemClock } from "@/lib/core/clock";
import { parseEnv } from "@/lib/core/env";
import { createLog } from "@/lib/core/log";
import { embeddedQueue } from "@/lib/core/queue";
import { openDatabase } from "@/lib/db/open-database";
import { orchestrate } from "@/lib/dispatch/orchestrate";
import { builtin } from "@/lib/engines/embeddings/builtin";
import type { Context } from "@/lib/records/context";

const [dataDir = "", embeddingsUrl = ""] = process.argv.slice(2);
const say = (line: string) => process.stdout.write(`${line}\n`);
const env = parseEnv({ ORCHESTRATOR_DATA_DIR: dataDir });
const database = await openDatabase(env);
const ctx: Context = {
  db: database.db,
  env,
  clock: systemClock,
  log: createLog({ file: null, level: "silent" }),
  actor: {
    kind: "key",
    id: "key_test",
    name: "test key",
    intents: ["*"],
    namespace: "default",
    rights: [],
    ownerId: null,
  },
  requestId: "req_test",
  queue: embeddedQueue,
  secretKey: "the secret key of the tests, 32 chars",
  signal: new AbortController().signal,
};

async function write(on: Context, text: string, wait_s: number): Promise<string> {
  const { job } = await orchestrate(on, { intent: "memory.write", inputs: { text }, mode: "auto", wait_s });
  return `${job.state} ${job.id}`;
}

// Called by the name of the model that the others use: of another one's provider nothing would be asked.
const stuck = { ...ctx, env: parseEnv({ EMBEDDINGS_URL: embeddingsUrl, EMBEDDINGS_MODEL: builtin.model }) };
// One that has waited for its provider for three seconds goes on without, so that there is a new one now and then; not
// often, since a provider that fails five times in a row is left alone.
const everyNth = 100;
for (let i = 0; ; i++) {
  if (i % everyNth === 0) say(await write(stuck, `stuck ${i}`, 0.05));
  say(await write(ctx, `text ${i}`, 8));
}
