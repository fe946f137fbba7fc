import { sql } from "drizzle-orm";
import type { JobError } from "@/lib/db/schema";
import type { Context } from "@/lib/records/context";
import { moveJobs } from "./move-job";

const unreported: JobError = {
  code: "expired",
  error: "The flow was started and did not report its end in time. It may have taken effect.",
  hint: "Look at its executions. A flow reports its end by a POST to the resume_url that it gets.",
};

/** Ends the jobs for which nobody outside has come in time, and says how many. By the database's clock. */
export async function expireJobs(ctx: Pick<Context, "db" | "clock">): Promise<number> {
  const isLate = sql`state = 'running' and held_by is null and expires_at < now()`;
  return (await moveJobs(ctx, { to: "expired", where: isLate, patch: { error: unreported } })).length;
}
