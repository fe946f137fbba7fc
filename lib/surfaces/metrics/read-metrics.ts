import { globalState } from "@/lib/core/global-state";
import { metrics } from "@/lib/core/metrics";
import { freePlaces, runningJobs } from "@/lib/dispatch/running-jobs";
import { within } from "@/lib/dispatch/within";
import type { Lane } from "@/lib/policy/lanes";
import { type LoadAges, type LoadCounts, readLoadFacts } from "@/lib/records/load-facts";
import type { Runtime } from "@/lib/surfaces/process/runtime";
import { version } from "@/package.json";
import { countBreakers } from "./count-breakers";

/** How long one answer is good for: whoever asks more often gets the same. */
const freshMs = 1_000;
/** How long the database may take to say how it stands. */
const factsMsMax = 2_000;
const lanes: readonly Lane[] = ["local", "remote"];
const waitingStates = ["queued", "retrying", "running", "awaiting_approval"] as const;

type Last = { atMs: number; text: Promise<string> };

/**
 * Everything that is counted here, in Prometheus's text format, with how the installation stands now. Read once a
 * second at most, however many ask. Never fails for the database: what it would say is left out then.
 */
export function readMetrics(runtime: Runtime): Promise<string> {
  const last = globalState<{ of: WeakMap<Runtime, Last> }>("metrics-text", () => ({ of: new WeakMap() })).of;
  const known = last.get(runtime);
  if (known && performance.now() - known.atMs < freshMs) return known.text;
  const text = writeMetrics(runtime);
  last.set(runtime, { atMs: performance.now(), text });
  text.catch(() => last.delete(runtime));
  return text;
}

async function writeMetrics(runtime: Runtime): Promise<string> {
  setDatabaseFacts(await findLoadFacts(runtime));
  setProcessFacts(runtime);
  return metrics().registry.metrics();
}

type Facts = LoadCounts & LoadAges;

async function findLoadFacts({ database, log }: Runtime): Promise<Facts | null> {
  try {
    return (await within(readLoadFacts({ db: database.db }), factsMsMax)) ?? null;
  } catch (error) {
    log.warn({ err: error }, "the database could not be asked for metrics");
    return null;
  }
}

function setDatabaseFacts(facts: Facts | null): void {
  const all = metrics();
  all.databaseUp.set(facts ? 1 : 0);
  if (!facts) {
    // What was so before is not so now, as far as anybody knows.
    forgetFacts();
    return;
  }
  for (const state of waitingStates) all.jobs.set({ state }, facts[state]);
  all.leases.set({ state: "held" }, facts.leasesHeld);
  all.leases.set({ state: "expired" }, facts.leasesExpired);
  all.queueDue.set(facts.due);
  all.queueOldestSeconds.set(atLeastZero(facts.dueS));
  all.approvalsWaiting.set(facts.approvals);
  all.approvalOldestSeconds.set(atLeastZero(facts.approvalS));
  all.callbacksWaiting.set(facts.callbacks);
  all.callbacksFailing.set(facts.callbacksFailing);
  all.callbackOldestSeconds.set(atLeastZero(facts.callbackS));
  all.embeddingsWaiting.set(facts.embeddings);
}

function forgetFacts(): void {
  const all = metrics();
  for (const state of waitingStates) all.jobs.remove({ state });
  for (const state of ["held", "expired"]) all.leases.remove({ state });
  all.queueDue.remove();
  all.queueOldestSeconds.remove();
  all.approvalsWaiting.remove();
  all.approvalOldestSeconds.remove();
  all.callbacksWaiting.remove();
  all.callbacksFailing.remove();
  all.callbackOldestSeconds.remove();
  all.embeddingsWaiting.remove();
}

function atLeastZero(seconds: number): number {
  return Math.max(0, Number(seconds));
}

function setProcessFacts({ database, env, queue }: Runtime): void {
  const all = metrics();
  const { db, kind } = database;
  const running = [...runningJobs(db).values()];
  for (const lane of lanes) {
    all.running.set({ lane }, running.filter((job) => job.lane === lane).length);
    all.places.set({ lane }, Math.max(0, freePlaces({ db, env }, lane)));
  }
  const { max, used, waiting } = database.load();
  all.poolSize.set(max);
  all.poolUsed.set(used);
  all.poolWaiting.set(waiting);
  all.breakers.reset();
  for (const { target, state, count } of countBreakers()) all.breakers.set({ target, state }, count);
  all.buildInfo.set({ version, node: process.version, database: kind, queue: queue.kind }, 1);
}
