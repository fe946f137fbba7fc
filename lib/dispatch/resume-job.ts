import { sql } from "drizzle-orm";
import type { FlowReport } from "@/lib/contracts/flow-binding";
import { AppError } from "@/lib/core/app-error";
import { globalState } from "@/lib/core/global-state";
import { readResumeToken } from "@/lib/policy/resume-token";
import type { Context } from "@/lib/records/context";
import { findFlow } from "@/lib/records/flows/find-flow";
import { addEvents } from "@/lib/records/jobs/add-events";
import { findJob } from "@/lib/records/jobs/find-job";
import type { Job } from "@/lib/records/jobs/job";
import { type JobPatch, moveJobs } from "@/lib/records/jobs/move-job";
import { checkFlowOutput } from "@/lib/tools/flows/check-flow-output";
import { lostJob } from "./lost-job";
import { runningJobs } from "./running-jobs";

const reportGapMs = 200;
const reportersMax = 5_000;

export type ResumeContext = Pick<Context, "db" | "clock" | "secretKey">;

/**
 * Takes what a flow reports of its job: that it goes on, or its end, once. Throws `not_found` for a token that we did not
 * make, and `job_finished` for a job that has ended or is in a later attempt.
 */
export async function resumeJob(
  ctx: ResumeContext,
  { token, report }: { token: string; report: FlowReport },
): Promise<{ jobId: string; state: Job["state"] }> {
  const named = readResumeToken({ token, secretKey: ctx.secretKey });
  const job = named && (await findJob(ctx, named.jobId));
  if (!job) throw unknownLink();
  if (job.attempt !== named.attempt || job.state !== "running") throw tooLate(job);
  if (report.status === "progress") {
    const { status: _, ...data } = report;
    if (isTooSoon(job.id)) return { jobId: job.id, state: "running" };
    if (!(await addEvents(ctx, { job, events: [{ type: "progress", data }] }))) throw tooLate(job);
    return { jobId: job.id, state: "running" };
  }
  const { to, patch } = await planEnd(ctx, { job, report });
  const durationMs = Math.max(0, ctx.clock.now().getTime() - (job.startedAt ?? job.createdAt).getTime());
  const mine = sql`id = ${job.id} and attempt = ${job.attempt}::int and state = 'running'`;
  const moved = await moveJobs(ctx, { to, where: mine, patch: { ...patch, durationMs } });
  if (moved.length === 0) throw tooLate(job);
  // The flow may report before it has answered the call that started it.
  runningJobs(ctx.db).get(job.id)?.controller.abort(lostJob());
  return { jobId: job.id, state: to };
}

/** Of what comes quicker than five a second one is kept, as of a tool's own reports. */
function isTooSoon(jobId: string): boolean {
  const last = globalState("flow-reports", () => new Map<string, number>());
  const nowMs = performance.now();
  const isSoon = nowMs - (last.get(jobId) ?? Number.NEGATIVE_INFINITY) < reportGapMs;
  if (last.size >= reportersMax) last.clear();
  if (!isSoon) last.set(jobId, nowMs);
  return isSoon;
}

type End = Exclude<FlowReport, { status: "progress" }>;

async function planEnd(
  ctx: ResumeContext,
  { job, report }: { job: Job; report: End },
): Promise<{ to: "succeeded" | "failed"; patch: JobPatch }> {
  if (report.status === "failed") {
    const error = { code: "flow_failed" as const, error: `The flow failed: ${report.error.toWellFormed()}` };
    return { to: "failed", patch: { error } };
  }
  const value = report.result ?? null;
  try {
    const flow = await findFlow(ctx, job.intent);
    if (flow) checkFlowOutput({ flow, output: value });
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    const { code, detail, hint } = thrown;
    return { to: "failed", patch: { error: { code, error: detail, ...(hint && { hint }) } } };
  }
  return { to: "succeeded", patch: { result: { value }, error: null } };
}

function unknownLink(): AppError {
  return new AppError({
    code: "not_found",
    detail: "This is no link that a job waits for.",
    hint: "A flow gets its own as resume_url with each call; it is used as it stands.",
  });
}

function tooLate(job: Job): AppError {
  return new AppError({
    code: "job_finished",
    detail: `Job '${job.id}' does not wait for this report any more (${job.state}).`,
    hint: "A job takes one end, in time, and from its present attempt.",
  });
}
