import { globalState } from "@/lib/core/global-state";
import type { Database } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";
import { deleteExpiredClaims } from "@/lib/records/jobs/delete-expired-claims";
import { recoverJobs } from "@/lib/records/jobs/recover-jobs";
import { forgetOldJobs } from "./forget-old-jobs";
import { resendJobs } from "./send-jobs";

/** What must be done now and then: end abandoned jobs, send unsent ones, forget what is old. Never throws. */
export async function keepHouse(ctx: Context, database: Pick<Database, "maintain">): Promise<void> {
  const state = globalState("house", () => ({ isBusy: false }));
  if (state.isBusy) return;
  state.isBusy = true;
  try {
    await recoverJobs(ctx, { includingHeld: false });
    await resendJobs(ctx);
    await deleteExpiredClaims(ctx);
    await forgetOldJobs(ctx);
    await database.maintain();
  } catch (error) {
    ctx.log.warn({ err: error }, "housekeeping failed and is tried again later");
  } finally {
    state.isBusy = false;
  }
}
