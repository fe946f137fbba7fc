import { z } from "zod";
import { runDueJob } from "@/lib/dispatch/run-due-job";
import { jobCancelled, jobDue } from "@/lib/engines/queue/queue-events";
import { isFinished } from "@/lib/records/jobs/job";
import type { FunctionParts } from "./function-parts";
import { tellOfCallback } from "./tell-of-callback";

const DueData = z.object({ id: z.string(), intent: z.string() });

/** For faults on the way to the job alone, such as a database that is away; the job has its own plan. */
const retries = 3;

/**
 * The functions that run a job which is due: one for all intents, and one for each intent with a limit of its own,
 * because one function's concurrency key has the same limit for every value. All of them share the total limit. The
 * take from the table is the last word on either: a run that was cut off may hold its place for a while.
 */
export function runJobFunctions(parts: FunctionParts) {
  const limited = parts.tools.list().flatMap(({ intent, concurrencyMax: limit }) => (limit ? [{ intent, limit }] : []));
  const others = limited.map(({ intent }) => `event.data.intent != ${JSON.stringify(intent)}`).join(" && ");
  return [
    runJobFunction(parts, { id: "run-job", when: others }),
    ...limited.map(({ intent, limit }) =>
      runJobFunction(parts, {
        id: `run-job-${intent.replaceAll(".", "--")}`,
        when: `event.data.intent == ${JSON.stringify(intent)}`,
        limit,
      }),
    ),
  ];
}

function runJobFunction(
  { client, env, tools, open }: FunctionParts,
  { id, when, limit }: { id: string; when: string; limit?: number },
) {
  const total = { scope: "env", key: '"orchestrator-jobs"', limit: env.concurrencyMax } as const;
  return client.createFunction(
    {
      id,
      triggers: [when ? { event: jobDue, if: when } : { event: jobDue }],
      concurrency: limit ? [total, { limit }] : [total],
      priority: { run: "event.data.priority_s" },
      // It keeps a run that waits from starting; one that runs is stopped by the database's own notice.
      cancelOn: [{ event: jobCancelled, if: "async.data.id == event.data.id" }],
      retries,
    },
    async ({ event }) => {
      const { ctx } = await open();
      const job = await runDueJob(ctx, { ...DueData.parse(event.data), tools });
      if (job && isFinished(job) && job.callbackUrl) await tellOfCallback({ client, log: ctx.log }, job.id);
      return { state: job?.state ?? "nothing to do" };
    },
  );
}
