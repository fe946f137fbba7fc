import { z } from "zod";
import { JobsFilter } from "./jobs-filter";

/** How many jobs an export holds at most. */
export const exportedMax = 10_000;

/** The query of `GET /jobs/export`. */
export const JobsExportQuery = JobsFilter.extend({
  format: z.enum(["csv", "json"]).describe("csv for a spreadsheet, json as GET /jobs writes it."),
});
export type JobsExportQuery = z.infer<typeof JobsExportQuery>;
