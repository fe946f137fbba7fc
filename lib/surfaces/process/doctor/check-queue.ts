import { pulseAgeMs } from "@/lib/dispatch/worker-pulse";
import { countServers } from "@/lib/records/jobs/count-servers";
import { type QueueFacts, readQueueFacts } from "@/lib/records/jobs/queue-facts";
import type { Check } from "./check";
import { checkInngest } from "./check-inngest";
import { describeQueue } from "./describe-queue";
import { failed, ok, warning } from "./findings";
import type { Patient } from "./patient";

/** The worker looks every second; a statement may take some. */
const pulseMsMax = 20_000;
const overdueSMax = 60;

/** Whether somebody runs the jobs, and how many wait for that. */
export const checkQueue: Check = {
  name: "queue",
  look: async (patient, signal) => {
    const facts = await readQueueFacts(patient.open().ctx);
    return patient.env.inngest ? checkInngest({ env: patient.env, facts, signal }) : checkEmbedded(patient, facts);
  },
};

async function checkEmbedded({ isServer, open }: Patient, facts: QueueFacts) {
  const { ctx, database } = open();
  const ageMs = isServer ? pulseAgeMs(ctx) : null;
  const isAlive = ageMs !== null && ageMs <= pulseMsMax;
  const servers = database.kind === "pglite" ? Number(isServer) : await countServers(ctx);
  const others = isServer ? servers - 1 : servers;
  const told = describeQueue(facts);
  if (!isServer && servers === 0) return warning(`No server is running here. ${told}`, "Start one: npm start");
  if (isServer && !isAlive) {
    const silent = ageMs === null ? "has no worker" : `has a worker that is silent for ${Math.round(ageMs / 1000)} s`;
    const fix = "Start it again; its log says why.";
    if (others > 0) return warning(`This process ${silent}; others (${others}) run the jobs. ${told}`, fix);
    return failed(`This process ${silent}, and nobody runs jobs. ${told}`, fix);
  }
  if ((facts.oldestDueS ?? 0) > overdueSMax) {
    const fix =
      "Look at what runs (GET /jobs?state=running); raise ORCHESTRATOR_CONCURRENCY, or start another process.";
    return warning(`Jobs wait for their turn. ${told}`, fix);
  }
  return ok(`${isServer ? "The worker is alive" : `Processes that serve: ${servers}`}. ${told}`);
}
