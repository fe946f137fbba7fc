// A process of the tests: one of several on a Postgres, it runs jobs of an intent that notes each run, until killed.
import { setMaxListeners } from "node:events";
import { sql } from "drizzle-orm";
import { systemClock } from "@/lib/core/clock";
import { parseEnv } from "@/lib/core/env";
import { createLog } from "@/lib/core/log";
import { embeddedQueue } from "@/lib/core/queue";
import { openPostgres } from "@/lib/db/open-postgres";
import { startWorker } from "@/lib/dispatch/worker";
import { localActor } from "@/lib/records/actors";
import type { Context } from "@/lib/records/context";
import { startJobWatch } from "@/lib/records/jobs/job-watch";
import { recoverJobs } from "@/lib/records/jobs/recover-jobs";
import { noteTool } from "./note-tool";

const [url = "", recoverMs = "250"] = process.argv.slice(2);
const database = await openPostgres({ url, connectionsMax: 5 });
const { signal } = new AbortController();
setMaxListeners(0, signal);
const ctx: Context = {
  db: database.db,
  env: parseEnv({ DATABASE_URL: url, ORCHESTRATOR_CONCURRENCY: "20" }),
  clock: systemClock,
  log: createLog({ file: null, level: "silent" }),
  actor: localActor,
  requestId: "worker",
  queue: embeddedQueue,
  secretKey: "the secret key of the tests, 32 chars",
  signal,
};
await startJobWatch(database);
const tool = noteTool((jobN) =>
  database.db.execute(sql`insert into notes (n, pid) values (${jobN}::int, ${process.pid}::int)`),
);
startWorker(ctx, { find: () => tool, list: () => [tool] });
setInterval(() => void recoverJobs(ctx, { includingHeld: false }).catch(() => {}), Number(recoverMs));
process.stdout.write("ready\n");
