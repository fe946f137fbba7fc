import type { ErrorCode } from "@/lib/core/error-codes";
import type { OpenapiDocument } from "./document";
import { errorsOf, refTo, respondsWith } from "./responses";

const anywhere: ErrorCode[] = ["unauthorized", "internal", "database_unavailable"];

/** Telling a caller's own address how a job has ended. Secrets are no matter for a model, so no path here shows one. */
export const callbackPaths: OpenapiDocument["paths"] = {
  "/jobs/{id}/callback/resend": {
    post: {
      operationId: "resendCallback",
      summary: "Send a callback again",
      description:
        "Sends the callbacks of a job that has ended again: now, or at next_at when a receiver keeps failing. The job " +
        "itself is not run again. Each webhook-id stays the same, so that a receiver that has it already can tell.",
      "x-openai-isConsequential": true,
      parameters: [
        {
          name: "id",
          in: "path",
          required: true,
          description: "The job_id of an earlier answer.",
          schema: { type: "string" },
        },
      ],
      responses: {
        "200": respondsWith({
          description: "The job, with its callback waiting again.",
          schema: refTo("schemas", "JobView"),
        }),
        ...errorsOf([...anywhere, "invalid_request", "forbidden", "job_not_found", "job_not_finished"]),
      },
    },
  },
};
