import { randomToken } from "@/lib/core/crypto";
import { globalState } from "@/lib/core/global-state";
import { knowSecrets } from "@/lib/core/known-secrets";
import { flushTraces } from "@/lib/core/tracing";
import { startDeliveries } from "@/lib/dispatch/deliver-callbacks";
import { embeddingEnded, embedMemories } from "@/lib/dispatch/embed-memories";
import { flushRefusals } from "@/lib/dispatch/flush-refusals";
import { guardRunning } from "@/lib/dispatch/guard-running";
import { keepHouse } from "@/lib/dispatch/keep-house";
import { drainJobs } from "@/lib/dispatch/running-jobs";
import { stopAsking } from "@/lib/dispatch/stop-asking";
import { within } from "@/lib/dispatch/within";
import { startWorker } from "@/lib/dispatch/worker";
import { allRunsEnded } from "@/lib/engines/ssh/runs-under-way";
import { startCallerWatch } from "@/lib/records/caller-watch";
import type { Context } from "@/lib/records/context";
import { startJobWatch } from "@/lib/records/jobs/job-watch";
import { recoverJobs } from "@/lib/records/jobs/recover-jobs";
import { createKey } from "@/lib/records/keys/create-key";
import { writeKeyUses } from "@/lib/records/keys/note-key-use";
import { syncEnvironmentKey } from "@/lib/records/keys/sync-environment-key";
import { freeReembedding } from "@/lib/records/memory/take-reembedding";
import { createFirstUser } from "@/lib/records/users/create-first-user";
import { syncEnvironmentPassword } from "@/lib/records/users/sync-environment-password";
import { watchMcpTools } from "@/lib/tools/mcp/watch-mcp-tools";
import { processContext } from "./process-context";
import { getRuntime, type Runtime } from "./runtime";
import { watchOver } from "./watch-over";

/** What a first start made and shows once; null on every later one. */
export type FirstRun = { email: string; password: string | null; apiKey: string | null };

/** What scripts/server.mjs needs of the app; it cannot import TypeScript, so they meet on `globalThis`. */
export type ProcessHooks = {
  publicUrl: string;
  databaseKind: string;
  isLocalCallerAllowed: boolean;
  hasEnvironmentKey: boolean;
  firstRun: FirstRun | null;
  /** `answered` is when the requests that were taken have their answers. */
  shutDown(requests: { answered: Promise<void> }): Promise<void>;
};

const houseMs = 30_000;
/** How long running jobs may take to end by themselves when the process stops, and then to be handed back. */
const drainMsMax = 10_000;
const settleMsMax = 2_000;
/** How long MCP servers may take to end: they are asked, and killed after two seconds. */
const mcpMsMax = 4_000;

/** Brings the process up: database and migrations, what a crash left behind, first-run accounts, housekeeping. */
export async function startProcess(): Promise<void> {
  const runtime = await getRuntime();
  await watchOver(runtime);
  const ctx = processContext(runtime);
  await recoverJobs(ctx, { includingHeld: runtime.database.kind === "pglite" });
  if (runtime.database.kind === "pglite") await freeReembedding(ctx);
  await syncEnvironmentKey(ctx);
  await syncEnvironmentPassword(ctx);
  watchMcpTools(ctx);
  const unwatch = await watchNotices(runtime);
  const work = takeWork(runtime);
  const house = setInterval(() => {
    void keepHouse(ctx, runtime.database);
    void embedMemories(ctx, { msMax: Number.POSITIVE_INFINITY });
  }, houseMs).unref();
  // Another model may be configured than was before.
  void embedMemories(ctx, { msMax: Number.POSITIVE_INFINITY });
  const hooks: ProcessHooks = {
    firstRun: await makeFirstRun(ctx),
    publicUrl: runtime.env.publicUrl,
    databaseKind: runtime.database.kind,
    isLocalCallerAllowed: runtime.env.isLocalCallerAllowed,
    hasEnvironmentKey: runtime.env.apiKey !== null,
    shutDown: async ({ answered }) => {
      clearInterval(house);
      await shutDown({ runtime, work, unwatch, answered });
    },
  };
  for (const note of runtime.env.mcp.notes) runtime.log.warn(note);
  runtime.log.info({ database: runtime.database.kind, queue: runtime.queue.kind }, "started");
  // Nobody waits for it where the platform serves instead of our own server.
  globalState<{ resolve(hooks: ProcessHooks): void }>("started", () => ({ resolve: () => {} })).resolve(hooks);
}

/** What this process does beside answering. */
type Work = {
  /** Takes no more jobs; comes when those just taken have begun. */
  stopTaking(): Promise<void>;
  /** Takes no more callbacks; comes when those on their way are settled. */
  stopDelivering(): Promise<void>;
};

/** Starts to run jobs and deliver callbacks here, or, where Inngest calls for that, only to guard what it runs here. */
function takeWork(runtime: Runtime): Work {
  const ctx = processContext(runtime);
  switch (ctx.queue.kind) {
    case "embedded": {
      const worker = startWorker(ctx);
      const deliveries = startDeliveries(ctx);
      return { stopTaking: worker.stop, stopDelivering: deliveries.stop };
    }
    case "inngest": {
      // What a crash left behind was just queued again, and nobody has sent it.
      void keepHouse(ctx, runtime.database);
      const unguard = guardRunning(ctx);
      return { stopTaking: async () => unguard(), stopDelivering: async () => {} };
    }
  }
}

async function makeFirstRun(ctx: Context): Promise<FirstRun | null> {
  const email = ctx.env.adminEmail;
  const given = ctx.env.adminPassword;
  const password = given ?? randomToken(12);
  if (!(await createFirstUser(ctx, { email, password }))) return null;
  const key = ctx.env.apiKey
    ? null
    : await createKey(ctx, { name: "first key", intents: ["*"], namespace: "default", rights: [] });
  knowSecrets([password, key?.key]);
  return { email, password: given === null ? password : null, apiKey: key?.key ?? null };
}

/** A pooler that cannot LISTEN costs speed, not function: whoever waits looks for itself. */
async function watchNotices({ database, log }: Runtime): Promise<() => Promise<void>> {
  try {
    const stops = [await startJobWatch(database), await startCallerWatch(database)];
    return async () => void (await Promise.all(stops.map((stop) => stop())));
  } catch (error) {
    log.warn({ err: error }, "the database cannot LISTEN; waiting falls back to looking four times a second");
    return async () => {};
  }
}

type ShutDownInput = { runtime: Runtime; work: Work; unwatch(): Promise<void>; answered: Promise<void> };

/**
 * Takes no more jobs and callbacks, lets the running ones end and those who wait have their answers, hands back or ends
 * the rest, leaves hosts and MCP servers, then closes the database.
 */
async function shutDown({ runtime, work, unwatch, answered }: ShutDownInput): Promise<void> {
  const { db } = runtime.database;
  const delivered = work.stopDelivering();
  await within(work.stopTaking(), settleMsMax);
  stopAsking(db);
  const endWithin = (msMax: number) =>
    Promise.all([drainJobs(db, msMax), within(delivered, msMax), within(answered, msMax)]);
  await endWithin(drainMsMax);
  runtime.stop.abort();
  await endWithin(settleMsMax);
  await Promise.all([leaveHosts(), leaveMcpServers(), within(embeddingEnded(), settleMsMax)]);
  await flushRefusals(processContext(runtime));
  // Not before: whoever still waits for a job here must hear of its end.
  await unwatch();
  await writeKeyUses(processContext(runtime));
  await runtime.database.close();
  await flushTraces();
  runtime.log.info("stopped");
}

/** Commands that still run are killed on their hosts, and written down as long as there is a database. */
async function leaveHosts(): Promise<void> {
  const { closeAll } = await import("@/lib/engines/ssh/pool");
  await within(closeAll(), settleMsMax);
  await within(allRunsEnded(), settleMsMax);
}

/** Their processes are ended: none may stay behind. */
async function leaveMcpServers(): Promise<void> {
  const { closeAllMcp } = await import("@/lib/engines/mcp/close-all-mcp");
  await within(closeAllMcp(), mcpMsMax);
}
