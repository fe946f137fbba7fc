import { AppError } from "@/lib/core/app-error";
import type { ErrorCode } from "@/lib/core/error-codes";
import type { FlowAnswer } from "./flow-answer";
import type { FlowOutcome } from "./flow-call";

type End = {
  /** For the caller: never the backend's own words. */
  detail: string;
  hint: string;
  mayHaveRun: boolean;
  code?: ErrorCode;
  retryAfterS?: number;
};

/**
 * The ends of a flow that an answer tells, with the answer's beginning kept for the log, and whether the flow itself
 * gave it: then it says nothing against the backend.
 */
export function flowEnds(answer: FlowAnswer, { isOwn = false }: { isOwn?: boolean } = {}) {
  const context = { status: answer.status, excerpt: answer.excerpt, ...(isOwn && { isOwn }) };
  return {
    failed: ({ code = "flow_failed", mayHaveRun, ...end }: End): FlowOutcome => ({
      kind: "failed",
      mayHaveRun,
      error: new AppError({ code, ...end, context }),
    }),
    retry: ({ code = "upstream_failed", mayHaveRun, ...end }: End): FlowOutcome => ({
      kind: "retry",
      mayHaveRun,
      error: new AppError({ code, ...end, context }),
    }),
    unknown: (end: { detail: string; hint: string }): FlowOutcome => ({
      kind: "unknown",
      error: new AppError({ code: "outcome_unknown", ...end, context }),
    }),
  };
}
