import type { OrchestrateRequest } from "@/lib/contracts/orchestrate-request";
import type { Context } from "@/lib/records/context";
import { insertJob } from "@/lib/records/jobs/insert-job";
import type { Job } from "@/lib/records/jobs/job";
import type { Gate } from "@/lib/tools/define-tool";
import { newJob } from "./new-job";
import type { Route } from "./route-intent";
import type { Outcome } from "./run-call";

type RecordDryRunInput = {
  request: OrchestrateRequest;
  route: Route;
  gate: Extract<Gate, { kind: "dry_run" }>;
  replayOf: string | null;
};

/** Puts a call on record that was only looked at. It claims nothing: the next one is looked at again. */
export async function recordDryRun(
  ctx: Context,
  { request, route, gate, replayOf }: RecordDryRunInput,
): Promise<Outcome> {
  const now = ctx.clock.now();
  const job: Job = {
    ...newJob(ctx, { request, route, isRunHere: false, replayOf }),
    state: "succeeded",
    result: { value: gate.result, dryRunNote: gate.note },
    startedAt: now,
    finishedAt: now,
    durationMs: 0,
  };
  await insertJob(ctx, job);
  return { job, isReplayed: false };
}
