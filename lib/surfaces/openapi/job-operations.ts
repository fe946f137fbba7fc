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
