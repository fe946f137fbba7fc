import type { CallToolResult, Tool as McpTool } from "@modelcontextprotocol/server";
import { z } from "zod";
import { fieldErrors } from "@/lib/contracts/field-errors";
import { AnswerRequest } from "@/lib/contracts/job-question";
import type { JsonObject } from "@/lib/contracts/json";
import { AppError } from "@/lib/core/app-error";
import { answerQuestion } from "@/lib/dispatch/answer-question";
import { awaitJob } from "@/lib/dispatch/await-job";
import { cancelJob } from "@/lib/dispatch/cancel-job";
import { jobView } from "@/lib/dispatch/job-envelope";
import type { Context } from "@/lib/records/context";
import { findJobDetails } from "@/lib/records/jobs/find-job-details";
import { getVisibleJob } from "@/lib/records/jobs/get-visible-job";
import type { Job } from "@/lib/records/jobs/job";
import { toSchema } from "@/lib/surfaces/openapi/to-schema";
import { jobOutputSchema } from "./call-schemas";
import { jobResult } from "./job-result";
import { remoteContent } from "./remote-content";

type RunInput = { inputs: JsonObject /** Aborts when the caller has gone. */; signal: AbortSignal };

/** A tool of the server itself, which makes no job. */
type JobTool = { tool: McpTool; run(ctx: Context, input: RunInput): Promise<CallToolResult> };

const job_id = z.string().min(1).max(64).describe("Of the answer that said accepted.");
const JobGet = z.strictObject({
  job_id,
  wait_s: z.number().min(0).max(40).default(0).describe("How long to wait for its end, 0 to 40. With 0 it looks once."),
});
const JobCancel = z.strictObject({ job_id });
const JobAnswer = z.strictObject({
  job_id,
  ...AnswerRequest.shape,
  wait_s: z.number().min(0).max(40).default(8).describe("How long to wait for the job's end then, 0 to 40."),
});

/** How a model learns what has come of a call that took longer than it could wait, and ends it. */
export const jobTools: readonly JobTool[] = [
  {
    tool: {
      name: "job_answer",
      title: "Answer a job",
      description:
        "Answers a question that a running job asks, with what the user said; the job goes on at once. Each question takes one answer.",
      inputSchema: toSchema(JobAnswer, "input") as McpTool["inputSchema"],
      outputSchema: jobOutputSchema,
      annotations: {
        title: "Answer a job",
        readOnlyHint: false,
        destructiveHint: true,
        idempotentHint: false,
        openWorldHint: true,
      },
    },
    run: async (ctx, { inputs, signal }) => {
      const { job_id: id, wait_s, ...request } = parseInputs({ schema: JobAnswer, name: "job_answer", inputs });
      const answered = await answerQuestion(ctx, { jobId: id, request });
      return waitedResult(ctx, { job: answered, wait_s, signal });
    },
  },
  {
    tool: {
      name: "job_cancel",
      title: "Cancel a job",
      description:
        "Stops a job that has not ended, or takes back one that waits for approval. What it did already stays done.",
      inputSchema: toSchema(JobCancel, "input") as McpTool["inputSchema"],
      outputSchema: jobOutputSchema,
      annotations: {
        title: "Cancel a job",
        readOnlyHint: false,
        destructiveHint: true,
        idempotentHint: true,
        openWorldHint: false,
      },
    },
    run: async (ctx, { inputs }) => {
      const { job_id: id } = parseInputs({ schema: JobCancel, name: "job_cancel", inputs });
      const job = await cancelJob(ctx, id);
      // Its end as cancelled is what was asked for.
      const view = jobView(ctx, { job, ...(await findJobDetails(ctx, job)) });
      return { ...jobResult({ view }), isError: false };
    },
  },
  {
    tool: {
      name: "job_get",
      title: "Get a job",
      description:
        "Says how a job is that an earlier call began: its result when it has one, why it failed, how far it is, or that " +
        "it waits for a person, and where. Only jobs of your own.",
      inputSchema: toSchema(JobGet, "input") as McpTool["inputSchema"],
      outputSchema: jobOutputSchema,
      annotations: {
        title: "Get a job",
        readOnlyHint: true,
        destructiveHint: false,
        idempotentHint: true,
        openWorldHint: false,
      },
    },
    run: async (ctx, { inputs, signal }) => {
      const { job_id: id, wait_s } = parseInputs({ schema: JobGet, name: "job_get", inputs });
      return waitedResult(ctx, { job: await getVisibleJob(ctx, id), wait_s, signal });
    },
  },
];

type WaitedInput = { job: Job; wait_s: number; signal: AbortSignal };

async function waitedResult(ctx: Context, { job, wait_s, signal }: WaitedInput): Promise<CallToolResult> {
  const now = wait_s > 0 ? await awaitJob(ctx, { job, waitMs: wait_s * 1000, signal }) : job;
  const view = jobView(ctx, { job: now, ...(await findJobDetails(ctx, now)) });
  return jobResult({ view, content: await remoteContent(ctx, now) });
}

type ParseInput<Schema> = { schema: Schema; name: string; inputs: JsonObject };

function parseInputs<Schema extends z.ZodType>({ schema, name, inputs }: ParseInput<Schema>): z.output<Schema> {
  const parsed = schema.safeParse(inputs);
  if (parsed.success) return parsed.data;
  const errors = fieldErrors({ error: parsed.error, under: "inputs" });
  throw new AppError({
    code: "invalid_inputs",
    detail: `The inputs of '${name}' are not valid: ${errors[0]?.path} ${errors[0]?.message}.`,
    hint: 'For example: {"job_id":"job_..."}',
    errors,
  });
}
