import { isIntentCovered } from "@/lib/contracts/intent-names";
import type { JobState, Mode } from "@/lib/contracts/job";
import { isCallerId, isJobIdStart, type JobsFilter, sinceMsOf, statesOf } from "@/lib/contracts/jobs-filter";

type Candidate = {
  id: string;
  intent: string;
  mode: Mode;
  state: JobState;
  callerId: string;
  callerName: string;
  createdAt: Date;
  replayOf: string | null;
  error: string | null;
};

type FitsInput = { filter: JobsFilter; job: Candidate; nowMs: number };

/** Whether a job fits a filter: the same answer as the list's own SQL gives (`lib/records/jobs/walk-jobs.ts`). */
export function fitsJobsFilter({ filter, job, nowMs }: FitsInput): boolean {
  const { intent, mode, caller, since, until, replay_of: replayOf, q } = filter;
  const madeMs = job.createdAt.getTime();
  return (
    (statesOf(filter)?.includes(job.state) ?? true) &&
    (!intent || isIntentCovered({ patterns: [intent], intent: job.intent })) &&
    (!mode || job.mode === mode) &&
    (!caller || callerFits(job, caller)) &&
    (!since || madeMs >= sinceMsOf({ since, nowMs })) &&
    (!until || madeMs < Date.parse(until)) &&
    (!replayOf || job.replayOf === replayOf) &&
    (!q || textFits(job, q))
  );
}

function callerFits(job: Candidate, caller: string): boolean {
  if (isCallerId(caller)) return job.callerId === caller;
  return job.callerName.toLowerCase().startsWith(caller.toLowerCase());
}

function textFits(job: Candidate, q: string): boolean {
  if (isJobIdStart(q)) return job.id.startsWith(q);
  return job.callerId === q || [job.intent, job.callerName, job.error ?? ""].some((text) => holds(text, q));
}

function holds(text: string, part: string): boolean {
  return text.toLowerCase().includes(part.toLowerCase());
}
