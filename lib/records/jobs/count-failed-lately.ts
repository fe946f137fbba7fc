import type { Attention } from "@/lib/contracts/attention";
import type { Context } from "@/lib/records/context";
import { countJobs } from "./count-jobs";

const hourMs = 3_600_000;

/** How many jobs that the actor may see failed or expired among those of the last hour. */
export async function countFailedLately(ctx: Context): Promise<Attention["failed_jobs"]> {
  const since = new Date(ctx.clock.now().getTime() - hourMs).toISOString();
  const { count, isMore } = await countJobs(ctx, { state: "failed,expired", since });
  return { count, is_more: isMore, since };
}
