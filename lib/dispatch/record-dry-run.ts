import type { OrchestrateRequest } from "@/lib/contracts/orchestrate-request";
import type { AdmissionPlan } from "@/lib/policy/admission-plan";
import { admitUnrecorded } from "@/lib/records/admission/admit-job";
import type { Context } from "@/lib/records/context";
import { insertJob } from "@/lib/records/jobs/insert-job";
import type { Job } from "@/lib/records/jobs/job";
import type { Gate } from "@/lib/tools/define-tool";
import { newJob } from "./new-job";
import { ratesOnly } from "./plan-call";
import type { Route } from "./route-intent";
import type { Outcome } from "./run-call";

type RecordDryRunInput = {
  request: OrchestrateRequest;
  route: Route;
  gate: Extract<Gate, { kind: "dry_run" }>;
  replayOf: string | null;
  plan: AdmissionPlan | null;
};

/**
 * Puts a call on record that was only looked at. It claims nothing, so the next one is looked at again, and costs
 * nothing; but it counts for its caller's rate.
 */
export async function recordDryRun(
  ctx: Context,
  { request, route, gate, replayOf, plan }: RecordDryRunInput,
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
  const counted = plan && ratesOnly(plan);
  const { rates } = counted ? await admitUnrecorded(ctx, { job, plan: counted }) : { rates: [] };
  await insertJob(ctx, job);
  return { job, isReplayed: false, rates };
}
