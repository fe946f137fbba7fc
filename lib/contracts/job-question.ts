import { z } from "zod";
import { JsonObject } from "./json";

/** How a question of a job stands: `declined` is a no, `cancelled` is no answer, as MCP tells them apart. */
export const QuestionState = z.enum(["waiting", "answered", "declined", "cancelled", "expired"]);
export type QuestionState = z.infer<typeof QuestionState>;

/** What a running job asks, for whoever may answer it. */
export const QuestionNotice = z.strictObject({
  id: z.string(),
  message: z.string().describe("What is asked, in the words of the tool; they may come from outside."),
  schema: JsonObject.nullable().describe("JSON Schema of the answer's content: a flat object; null where it has none."),
  url: z.string().nullable().describe("Where the user is asked to go; the answer then says whether that was done."),
  answer_url: z.string().describe("POST the answer here: question_id, action and, to accept, content."),
  expires_at: z.string().describe("Without an answer until then the tool goes on as if it had been cancelled."),
});
export type QuestionNotice = z.infer<typeof QuestionNotice>;

/** A question in the record of its job. */
export const QuestionView = z.strictObject({
  id: z.string(),
  message: z.string(),
  url: z.string().nullable(),
  state: QuestionState,
  answer: JsonObject.nullable().describe("What was answered; null unless it was accepted."),
  answered_by: z.string().nullable(),
  created_at: z.string(),
  expires_at: z.string(),
  answered_at: z.string().nullable(),
});
export type QuestionView = z.infer<typeof QuestionView>;

/** The body of `POST /jobs/{id}/answer`. */
export const AnswerRequest = z.strictObject({
  question_id: z.string().max(100).describe("The id of the job's question."),
  action: z
    .enum(["accept", "decline", "cancel"])
    .describe("accept answers it, decline says no, cancel leaves it unanswered."),
  content: JsonObject.optional().describe("The answer, as the question's schema says; only to accept."),
});
export type AnswerRequest = z.infer<typeof AnswerRequest>;
