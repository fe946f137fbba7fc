import type { InngestSettings } from "@/lib/core/env";
import type { Log } from "@/lib/core/log";
import type { DueJob, Queue } from "@/lib/core/queue";
import { type JobDue, jobCancelled, jobDue } from "./queue-events";

/** How many seconds earlier one level of priority counts as having come, and the most that Inngest knows. */
const secondsPerLevel = 60;
const headStartSMax = 600;

/** Tells Inngest of due jobs. Its client is loaded at the first of them. */
export function createInngestQueue({ settings, log }: { settings: InngestSettings; log: Log }): Queue {
  const client = once(async () => (await import("./inngest-client")).createInngestClient({ settings, log }));
  return {
    kind: "inngest",
    send: async (jobs) => {
      await (await client()).send(jobs.map(dueEvent));
    },
    cancel: async (id) => {
      await (await client()).send({ name: jobCancelled, id: `${id}.cancelled`, data: { id } });
    },
  };
}

/** Inngest drops an event whose id it has seen within a day: two senders of one start make one run. */
function dueEvent({ id, intent, runAt, priority, attempt, sentAt }: DueJob) {
  const headStartS = Math.max(-headStartSMax, Math.min(headStartSMax, priority * secondsPerLevel));
  return {
    name: jobDue,
    id: [id, attempt, sentAt?.getTime()].filter((part) => part !== undefined).join("."),
    data: { id, intent, attempt, priority_s: headStartS } satisfies JobDue,
    ...(runAt && { ts: runAt.getTime() }),
  };
}

function once<Value>(create: () => Promise<Value>): () => Promise<Value> {
  let created: Promise<Value> | undefined;
  return () => {
    created ??= create();
    return created;
  };
}
