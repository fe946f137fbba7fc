import { actedMax } from "@/lib/contracts/acted-max";
import {
  actionFilter,
  type JobsAction,
  type JobsActionRequest,
  type JobsActionResult,
} from "@/lib/contracts/jobs-actions";
import { AppError } from "@/lib/core/app-error";
import { toAppError } from "@/lib/core/to-app-error";
import type { Context } from "@/lib/records/context";
import { countJobs } from "@/lib/records/jobs/count-jobs";
import { listJobs } from "@/lib/records/jobs/list-jobs";
import { cancelJob } from "./cancel-job";
import { replayJob } from "./replay-job";

const pageSize = 100;
const refusalsShown = 20;
/** How far the count may be off: what moves by itself while a person reads the number. */
const driftMin = 5;
const driftShare = 0.1;

const verbs: Record<JobsAction, (ctx: Context, id: string) => Promise<unknown>> = {
  cancel: cancelJob,
  // Nobody waits for the results: each is accepted, and runs when there is room.
  replay: (ctx, id) => replayJob(ctx, { id, wait_s: 0 }),
};

type ActOnJobsInput = JobsActionRequest & {
  action: JobsAction /** Aborts when whoever asked has gone. */;
  signal: AbortSignal;
};

/**
 * Cancels or replays the jobs of a filter, the newest 500 of them, each as if it alone were asked for. Throws
 * `count_changed` when there are clearly more or fewer than the caller was told, and `forbidden` when it may act on none.
 */
export async function actOnJobs(ctx: Context, input: ActOnJobsInput): Promise<JobsActionResult> {
  const { action, expected_count, signal } = input;
  const filter = actionFilter(input);
  const { count } = filter ? await countJobs(ctx, filter) : { count: 0 };
  if (filter === null || Math.abs(count - expected_count) > Math.max(driftMin, driftShare * expected_count)) {
    throw new AppError({
      code: "count_changed",
      detail: `${count} jobs fit now, not the ${expected_count} that were expected, so nothing was done.`,
      hint: `Count them again: GET /jobs/count with action=${action}.`,
    });
  }
  const refused: AppError[] = [];
  const refusals: JobsActionResult["refusals"] = [];
  let done = 0;
  for (const id of await listIds(ctx, filter)) {
    if (signal.aborted || ctx.signal.aborted) break;
    try {
      await verbs[action](ctx, id);
      done += 1;
    } catch (thrown) {
      const error = toAppError(thrown);
      if (error.code === "internal") ctx.log.error({ err: error.cause, job: id }, `could not ${action} a job`);
      refused.push(error);
      if (refusals.length < refusalsShown) refusals.push({ job_id: id, code: error.code, error: error.detail });
    }
  }
  const [first] = refused;
  if (first && done === 0 && refused.every(({ code }) => code === "forbidden")) throw first;
  return { done, refused: refused.length, refusals, left: Math.max(0, count - done - refused.length) };
}

/** All of them before the first is acted on: a replay makes jobs that may fit the filter too. */
async function listIds(ctx: Context, filter: JobsActionRequest["filter"]): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const { page, nextCursor } = await listJobs(ctx, { ...filter, limit: pageSize, cursor });
    ids.push(...page.map(({ id }) => id));
    cursor = nextCursor ?? undefined;
  } while (cursor && ids.length < actedMax);
  return ids.slice(0, actedMax);
}
