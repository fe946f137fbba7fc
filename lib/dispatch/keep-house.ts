import { globalState } from "@/lib/core/global-state";
import type { Database } from "@/lib/db/database";
import { releaseReservations } from "@/lib/records/admission/release-reservations";
import type { Context } from "@/lib/records/context";
import { deleteExpiredClaims } from "@/lib/records/jobs/delete-expired-claims";
import { expireJobs } from "@/lib/records/jobs/expire-jobs";
import { recoverJobs } from "@/lib/records/jobs/recover-jobs";
import { deleteExpiredMcpSignIns } from "@/lib/records/mcp-sign-ins/delete-expired-mcp-sign-ins";
import { deleteStaleOauth } from "@/lib/records/oauth/delete-stale-oauth";
import { deleteOldFailures } from "@/lib/records/sign-ins/delete-old-failures";
import { closeStaleMcp } from "@/lib/tools/mcp/close-stale-mcp";
import { checkAlerts } from "./check-alerts";
import { countUsage } from "./count-usage";
import { expireApprovals } from "./expire-approvals";
import { forgetOldJobs } from "./forget-old-jobs";
import { forgetOldUsage } from "./forget-old-usage";
import { inBatches } from "./in-batches";
import { notifyBudgets } from "./notify-budgets";
import { resendJobs } from "./send-jobs";
import { tellAlerts } from "./tell-alerts";

/**
 * What must be done now and then: end abandoned jobs, send unsent ones, forget what is old. Each step on its own: one
 * that fails is logged and tried again next time, and keeps no other from its turn. Never throws.
 */
export async function keepHouse(ctx: Context, database: Pick<Database, "maintain">): Promise<void> {
  const state = globalState("house", () => ({ isBusy: false }));
  if (state.isBusy) return;
  state.isBusy = true;
  const steps = {
    "recover jobs": () => recoverJobs(ctx, { includingHeld: false }),
    "expire jobs": () => expireJobs(ctx),
    "expire approvals": () => expireApprovals(ctx),
    "release reservations": () => inBatches((limit) => releaseReservations(ctx, { limit })),
    "tell of budgets": () => notifyBudgets(ctx),
    "send jobs": () => resendJobs(ctx),
    "delete expired claims": () => inBatches((limit) => deleteExpiredClaims(ctx, { limit })),
    "delete stale tokens": () => inBatches((limit) => deleteStaleOauth(ctx, { limit })),
    "forget failed sign-ins": () => inBatches((limit) => deleteOldFailures(ctx, { limit })),
    "delete expired sign-ins": () => inBatches((limit) => deleteExpiredMcpSignIns(ctx, { limit })),
    "close stale MCP connections": () => closeStaleMcp(ctx),
    "count what has ended": () => countUsage(ctx),
    "forget old usage": () => forgetOldUsage(ctx),
    "forget old jobs": () => forgetOldJobs(ctx),
    "check the alerts": () => checkAlerts(ctx),
    "tell of alerts": () => tellAlerts(ctx),
    "maintain the database": () => database.maintain(),
  };
  try {
    for (const [step, work] of Object.entries(steps)) await runStep(ctx, { step, work });
  } finally {
    state.isBusy = false;
  }
}

type RunStepInput = { step: string; work(): Promise<unknown> };

async function runStep(ctx: Context, { step, work }: RunStepInput): Promise<void> {
  try {
    await work();
  } catch (error) {
    ctx.log.warn({ err: error, step }, `housekeeping could not ${step} and tries again later`);
  }
}
