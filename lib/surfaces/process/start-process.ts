import { randomToken } from "@/lib/core/crypto";
import { globalState } from "@/lib/core/global-state";
import { drainJobs } from "@/lib/dispatch/in-flight";
import { keepHouse } from "@/lib/dispatch/keep-house";
import type { Context } from "@/lib/records/context";
import { failAbandonedJobs } from "@/lib/records/jobs/fail-abandoned-jobs";
import { createKey } from "@/lib/records/keys/create-key";
import { syncEnvironmentKey } from "@/lib/records/keys/sync-environment-key";
import { createFirstUser } from "@/lib/records/users/create-first-user";
import { syncEnvironmentPassword } from "@/lib/records/users/sync-environment-password";
import { operatorActor } from "./operator-token";
import { getRuntime, type Runtime } from "./runtime";

/** What a first start made and shows once; null on every later one. */
export type FirstRun = { email: string; password: string | null; apiKey: string | null };

/** What scripts/server.mjs needs of the app; it cannot import TypeScript, so they meet on `globalThis`. */
export type ProcessHooks = {
  publicUrl: string;
  databaseKind: string;
  isLocalCallerAllowed: boolean;
  firstRun: FirstRun | null;
  shutDown(): Promise<void>;
};

const houseMs = 30_000;
const drainMsMax = 10_000;

/** Brings the process up: database and migrations, what a crash left behind, first-run accounts, housekeeping. */
export async function startProcess(): Promise<void> {
  const runtime = await getRuntime();
  const ctx = processContext(runtime);
  await failAbandonedJobs(ctx, { includingHeld: runtime.database.kind === "pglite" });
  await syncEnvironmentKey(ctx);
  await syncEnvironmentPassword(ctx);
  const house = setInterval(() => void keepHouse(ctx, runtime.database), houseMs).unref();
  const hooks: ProcessHooks = {
    firstRun: await makeFirstRun(ctx),
    publicUrl: runtime.env.publicUrl,
    databaseKind: runtime.database.kind,
    isLocalCallerAllowed: runtime.env.isLocalCallerAllowed,
    shutDown: async () => {
      clearInterval(house);
      await shutDown(runtime);
    },
  };
  runtime.log.info({ database: runtime.database.kind }, "started");
  // Nobody waits for it where the platform serves instead of our own server.
  globalState<{ resolve(hooks: ProcessHooks): void }>("started", () => ({ resolve: () => {} })).resolve(hooks);
}

async function makeFirstRun(ctx: Context): Promise<FirstRun | null> {
  const email = ctx.env.adminEmail;
  const given = ctx.env.adminPassword;
  const password = given ?? randomToken(12);
  if (!(await createFirstUser(ctx, { email, password }))) return null;
  const key = ctx.env.apiKey
    ? null
    : await createKey(ctx, { name: "first key", intents: ["*"], namespace: "default", rights: [] });
  return { email, password: given === null ? password : null, apiKey: key?.key ?? null };
}

/** Lets running jobs end, then aborts them, then closes the database. */
async function shutDown(runtime: Runtime): Promise<void> {
  await drainJobs(drainMsMax);
  runtime.stop.abort();
  await drainJobs(1_000);
  await runtime.database.close();
  runtime.log.info("stopped");
}

function processContext(runtime: Runtime): Context {
  const { env, database, clock, log, signal } = runtime;
  return { db: database.db, env, clock, log, signal, actor: operatorActor, requestId: "process" };
}
