import { z } from "zod";
import { JobSummary } from "./envelope";

/** The data of one event of `GET /jobs/events`, by its name. `gap` says that the list is to be read anew. */
export const JobsEventData = {
  jobs: z.strictObject({
    jobs: z.array(JobSummary).describe("As they are now: new ones, and those that moved."),
    gone: z.array(z.string()).describe("The ids of jobs that do not fit the filter any more."),
  }),
  gap: z.strictObject({}),
};
