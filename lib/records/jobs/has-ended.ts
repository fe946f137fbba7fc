import { type SQL, sql } from "drizzle-orm";
import { finalStates } from "@/lib/policy/job-moves";

/** Whether a job is over, or not there any more: until then it answers for its twins, however long it takes. */
export function hasEnded(jobId: SQL): SQL {
  const states = sql.raw(finalStates.map((state) => `'${state}'`).join(", "));
  return sql`not exists (select 1 from jobs as holder where holder.id = ${jobId} and holder.state not in (${states}))`;
}
