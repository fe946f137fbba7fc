// A process of the tests: opens a data folder as the server does and goes on with the change of model that is under way
// there, with the provider and the model given, until it is killed.
import { systemClock } from "@/lib/core/clock";
import { parseEnv } from "@/lib/core/env";
import { createLog } from "@/lib/core/log";
import { embeddedQueue } from "@/lib/core/queue";
import { openDatabase } from "@/lib/db/open-database";
import { embedMemories } from "@/lib/dispatch/embed-memories";
import { operatorActor } from "@/lib/records/actors";

const [dataDir = "", url = "", model = ""] = process.argv.slice(2);
const env = parseEnv({ ORCHESTRATOR_DATA_DIR: dataDir, EMBEDDINGS_URL: url, EMBEDDINGS_MODEL: model });
const database = await openDatabase(env);
await embedMemories(
  {
    db: database.db,
    env,
    clock: systemClock,
    log: createLog({ file: null, level: "silent" }),
    actor: operatorActor,
    requestId: "process",
    queue: embeddedQueue,
    secretKey: "the secret key of the tests, 32 chars",
    signal: new AbortController().signal,
  },
  { msMax: Number.POSITIVE_INFINITY },
);
process.stdout.write("ended\n");
