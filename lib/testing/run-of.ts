import type { RunOf } from "@/lib/tools/define-tool";

/** The job of a tool that a test runs by itself. */
export const runOf: RunOf = {
  id: "job_01test0000000000000000test",
  attempt: 1,
  context: null,
  idempotencyKey: null,
  traceparent: null,
};
