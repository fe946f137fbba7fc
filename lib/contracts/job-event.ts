import { z } from "zod";
import { JobProgress, JobState } from "./job";
import { QuestionState } from "./job-question";
import { JsonObject } from "./json";

const at = z.string().describe("When, ISO 8601.");

/** The data of one event of `GET /jobs/{id}/events`, by its name. */
export const JobEventData = {
  state: z.strictObject({
    state: JobState,
    attempt: z.number().int(),
    run_at: z.string().optional().describe("When it is tried again."),
    error: z.string().optional(),
    at,
  }),
  progress: JobProgress,
  output: z.strictObject({
    text: z.string(),
    truncated: z.literal(true).optional().describe("Present on the last one when more was put out than is kept."),
    at,
  }),
  question: z.strictObject({
    question_id: z.string(),
    state: QuestionState.describe("waiting when it is asked; what became of it when it is closed."),
    message: z.string().optional().describe("Present, like schema and url, when it is asked."),
    schema: JsonObject.nullable().optional(),
    url: z.string().nullable().optional(),
    at,
  }),
};

const LastEventId = z.string().regex(/^([0-9]{0,15}|end)$/, "must be the id of an event of this stream");

/** `GET /jobs/{id}/events`: where to go on. The header `Last-Event-ID` goes before it. */
export const JobEventsQuery = z.strictObject({ last_event_id: LastEventId.optional() });
export type JobEventsQuery = z.infer<typeof JobEventsQuery>;
