import type { z } from "zod";
import { JobQuery } from "@/lib/contracts/job";
import { JobsQuery } from "@/lib/contracts/jobs-filter";
import type { ErrorCode } from "@/lib/core/error-codes";
import type { OpenapiDocument, Parameter } from "./document";
import { jobIdParameter } from "./job-operations";
import { errorsOf, refTo, respondsWith } from "./responses";
import { toSchema } from "./to-schema";

const anywhere: ErrorCode[] = ["unauthorized", "internal", "database_unavailable"];

/** The paths that only read: what became of a call, and what can be called. */
export const readPaths: OpenapiDocument["paths"] = {
  "/jobs/{id}": {
    get: {
      operationId: "getJob",
      summary: "Get a job",
      description:
        "Says how a call is going and, once it has ended, how it ended: the same envelope as the call itself, with the " +
        "job's own fields. Waits for the end as long as wait says.",
      "x-openai-isConsequential": false,
      parameters: [jobIdParameter, ...queryParameters(JobQuery)],
      responses: {
        "200": respondsWith({ description: "The job as it is now.", schema: refTo("schemas", "JobView") }),
        ...errorsOf([...anywhere, "invalid_request", "job_not_found"]),
      },
    },
  },
  "/jobs": {
    get: {
      operationId: "listJobs",
      summary: "List jobs",
      description: "Lists earlier calls and their states, newest first, page by page. getJob has inputs and results.",
      "x-openai-isConsequential": false,
      parameters: queryParameters(JobsQuery),
      responses: {
        "200": respondsWith({ description: "One page of jobs.", schema: refTo("schemas", "JobList") }),
        ...errorsOf([...anywhere, "invalid_request"]),
      },
    },
  },
  "/tools": {
    get: {
      operationId: "listTools",
      summary: "List intents",
      description:
        "Lists every intent that this caller may use: what it does, the JSON Schema of its inputs, an example.",
      "x-openai-isConsequential": false,
      responses: {
        "200": respondsWith({ description: "The intents.", schema: refTo("schemas", "ToolList") }),
        ...errorsOf(anywhere),
      },
    },
  },
};

/** A query contract as parameters. Its output says the types (a URL itself holds only text), its input what is required. */
function queryParameters(contract: z.ZodObject): Parameter[] {
  const required = toSchema(contract, "input").required ?? [];
  return Object.entries(contract.shape).map(([name, field]) => {
    const { description, ...schema } = toSchema(field as z.ZodType, "output");
    return { name, in: "query", required: required.includes(name), ...(description && { description }), schema };
  });
}
