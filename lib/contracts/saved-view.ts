import { z } from "zod";
import { JobsFilter } from "./jobs-filter";

/** The body of `POST /jobs/views`; a view of that name is replaced. */
export const SaveViewRequest = z.strictObject({
  name: z.string().trim().min(1).max(60),
  filter: JobsFilter,
});
export type SaveViewRequest = z.infer<typeof SaveViewRequest>;

/** A filter of the jobs list that somebody keeps under a name; nobody else sees it. */
export const SavedView = z.strictObject({ id: z.string(), name: z.string(), filter: JobsFilter });
export type SavedView = z.infer<typeof SavedView>;

/** The answer of `GET /jobs/views`. */
export const SavedViewList = z.strictObject({ views: z.array(SavedView) });
export type SavedViewList = z.infer<typeof SavedViewList>;
