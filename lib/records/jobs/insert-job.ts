import { jobs } from "@/lib/db/schema";
import type { Context } from "@/lib/records/context";
import type { Job } from "./job";

/** Records a job that claims nothing: a read-only call, running or already finished. */
export async function insertJob(ctx: Context, job: Job): Promise<void> {
  await ctx.db.insert(jobs).values(job);
}
