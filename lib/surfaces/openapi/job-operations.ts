import { AnswerRequest } from "@/lib/contracts/job-question";
import { ReplayRequest } from "@/lib/contracts/orchestrate-request";
import type { OpenapiDocument, Parameter } from "./document";
import { callErrors, errorsOf, refTo, respondsWith } from "./responses";
import { toSchema } from "./to-schema";

export const jobIdParameter: Parameter = {
  name: "id",
  in: "path",
  required: true,
  description: "The job_id of an earlier answer.",
  schema: { type: "string" },
};

/** The paths that change what becomes of a call. Its stream is not among them: a model cannot read along. */
export const jobPaths: OpenapiDocument["paths"] = {
  "/jobs/{id}/cancel": {
    post: {
      operationId: "cancelJob",
      summary: "Cancel a job",
      description:
        "Ends a job that has not ended: what waits never runs, what runs is stopped within a second. What it has done " +
        "so far is not undone.",
      "x-openai-isConsequential": true,
      parameters: [jobIdParameter],
      responses: {
        "200": respondsWith({ description: "The job, cancelled.", schema: refTo("schemas", "JobView") }),
        ...errorsOf([
          "unauthorized",
          "internal",
          "database_unavailable",
          "invalid_json",
          "job_not_found",
          "job_finished",
          "payload_too_large",
          "unsupported_media_type",
        ]),
      },
    },
  },
  "/jobs/{id}/answer": {
    post: {
      operationId: "answerJob",
      summary: "Answer a job's question",
      description:
        "Gives the user's answer to what a running job asks (question in its answer), once and in time; the job goes on " +
        "then. Ask the user: do not answer for them.",
      "x-openai-isConsequential": true,
      parameters: [jobIdParameter],
      requestBody: {
        required: true,
        content: {
          "application/json": {
            schema: toSchema(AnswerRequest, "input"),
            example: { question_id: "qst_01jd0000000000000000000000", action: "accept", content: { color: "blue" } },
          },
        },
      },
      responses: {
        "200": respondsWith({ description: "The job, which goes on.", schema: refTo("schemas", "JobView") }),
        ...errorsOf([
          "unauthorized",
          "internal",
          "database_unavailable",
          "invalid_json",
          "invalid_request",
          "forbidden",
          "job_not_found",
          "not_found",
          "question_closed",
          "payload_too_large",
          "unsupported_media_type",
        ]),
      },
    },
  },
  "/jobs/{id}/files/{file}": {
    get: {
      operationId: "getJobFile",
      summary: "Get a job's file",
      description: "Gives the content of a file that a job made, as the job's files list it.",
      "x-openai-isConsequential": false,
      parameters: [
        jobIdParameter,
        { name: "file", in: "path", required: true, description: "The file_id.", schema: { type: "string" } },
      ],
      responses: {
        "200": {
          description: "The content. Pictures, sound and PDF keep their type; the rest is application/octet-stream.",
          headers: { "X-Request-Id": refTo("headers", "X-Request-Id") },
          content: { "application/octet-stream": { schema: { type: "string", format: "binary" } } },
        },
        ...errorsOf(["unauthorized", "internal", "database_unavailable", "invalid_request", "job_not_found"]),
      },
    },
  },
  "/jobs/{id}/replay": {
    post: {
      operationId: "replayJob",
      summary: "Run a job again",
      description:
        "Makes a new job with the same intent and inputs, or with other inputs, and answers for it like orchestrate. " +
        "The first job stays as it is.",
      "x-openai-isConsequential": true,
      parameters: [jobIdParameter],
      requestBody: {
        required: false,
        content: { "application/json": { schema: toSchema(ReplayRequest, "input"), example: {} } },
      },
      responses: {
        "200": respondsWith({
          description: "Done; the result is here.",
          schema: refTo("schemas", "SuccessEnvelope"),
          headers: ["Preference-Applied"],
        }),
        "202": respondsWith({
          description: "Not finished yet; poll the job with getJob.",
          schema: refTo("schemas", "AcceptedEnvelope"),
          headers: ["Preference-Applied"],
        }),
        ...callErrors({ isRepeatable: false }),
      },
    },
  },
};
