import { globalState } from "@/lib/core/global-state";
import type { Database } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";
import { deleteExpiredClaims } from "@/lib/records/jobs/delete-expired-claims";
import { embedWaiting } from "@/lib/tools/memory/embed-waiting";

/** What must be done now and then: forget old claims, embed what is waiting. Never throws. */
export async function keepHouse(ctx: Context, database: Pick<Database, "maintain">): Promise<void> {
  const state = globalState("house", () => ({ isBusy: false }));
  if (state.isBusy) return;
  state.isBusy = true;
  try {
    await deleteExpiredClaims(ctx);
    await database.maintain();
    await embedWaiting(ctx);
  } catch (error) {
    ctx.log.warn({ err: error }, "housekeeping failed and is tried again later");
  } finally {
    state.isBusy = false;
  }
}
