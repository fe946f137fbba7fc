import { z } from "zod";

/** A file that a job made. */
export const JobFileView = z.strictObject({
  file_id: z.string(),
  name: z.string(),
  mime_type: z.string().describe("What the tool says it is."),
  bytes: z.int(),
  url: z.string().describe("GET this for its content, with the same key as the job."),
});
export type JobFileView = z.infer<typeof JobFileView>;
