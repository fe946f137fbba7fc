// A process of the tests: opens a data folder as the server does, starts one write that cannot end (its embeddings
// provider, at the URL given, never answers) and then makes others, saying which were acknowledged, until it is killed.
import { systemClock } from "@/lib/core/clock";
import { parseEnv } from "@/lib/core/env";
import { createLog } from "@/lib/core/log";
import { embeddedQueue } from "@/lib/core/queue";
import { openDatabase } from "@/lib/db/open-database";
import { orchestrate } from "@/lib/dispatch/orchestrate";
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

const stuck = { ...ctx, env: parseEnv({ EMBEDDINGS_URL: embeddingsUrl, EMBEDDINGS_MODEL: "held-model" }) };
say(await write(stuck, "never ends", 0.05));
for (let i = 0; ; i++) say(await write(ctx, `text ${i}`, 8));
