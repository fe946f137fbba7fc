import { z } from "zod";
import { type ErrorCode, errorCodes } from "@/lib/core/error-codes";
import { JobState } from "./job";
import { JobsFilter } from "./jobs-filter";

/** What can be done to many jobs at once. */
export const JobsAction = z.enum(["cancel", "replay"]);
export type JobsAction = z.infer<typeof JobsAction>;

/** The query of `GET /jobs/count`. */
export const JobsCountQuery = JobsFilter.extend({
  action: JobsAction.optional().describe("Counts only the jobs that this can be done to."),
});
export type JobsCountQuery = z.infer<typeof JobsCountQuery>;

export const JobsCount = z.strictObject({
  count: z.number().int(),
  is_more: z.boolean().describe("True when there may be more than were counted."),
});
export type JobsCount = z.infer<typeof JobsCount>;

/** The body of `POST /jobs/cancel` and `POST /jobs/replay`. */
export const JobsActionRequest = z.strictObject({
  filter: JobsFilter.describe("Which jobs, as in GET /jobs."),
  expected_count: z
    .number()
    .int()
    .min(1)
    .describe(
      "What GET /jobs/count said for this filter and action. Refused when it has changed by more than a tenth.",
    ),
});
export type JobsActionRequest = z.infer<typeof JobsActionRequest>;

/** What a bulk action did; the newest jobs come first, 500 a call. */
export const JobsActionResult = z.strictObject({
  done: z.number().int(),
  refused: z.number().int().describe("Jobs that it could not be done to."),
  refusals: z
    .array(
      z.strictObject({
        job_id: z.string(),
        code: z.enum(Object.keys(errorCodes) as [ErrorCode, ...ErrorCode[]]),
        error: z.string(),
      }),
    )
    .describe("The first 20 of them, and why."),
  left: z.number().int().describe("How many that fit were left for another call; a tenth more or less."),
});
export type JobsActionResult = z.infer<typeof JobsActionResult>;

const movingStates: readonly JobState[] = ["queued", "awaiting_approval", "running", "retrying"];
const statesFor: Record<JobsAction, readonly JobState[]> = {
  cancel: movingStates,
  replay: JobState.options.filter((state) => !movingStates.includes(state)),
};

/** The jobs of a filter that something can be done to; null when none of its states allows it. */
export function actionFilter({ filter, action }: { filter: JobsFilter; action: JobsAction }): JobsFilter | null {
  const asked = filter.state?.split(",") ?? statesFor[action];
  const states = statesFor[action].filter((state) => asked.includes(state));
  return states.length > 0 ? { ...filter, state: states.join(",") } : null;
}
