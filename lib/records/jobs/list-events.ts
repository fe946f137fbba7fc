import { and, asc, eq, gt } from "drizzle-orm";
import { jobEvents } from "@/lib/db/schema";
import type { Context } from "@/lib/records/context";

export type JobEventRow = typeof jobEvents.$inferSelect;

type ListEventsInput = { jobId: string; afterId: number; limit: number };

/** What happened to a job after an event, oldest first. */
export function listEvents(
  ctx: Pick<Context, "db">,
  { jobId, afterId, limit }: ListEventsInput,
): Promise<JobEventRow[]> {
  return ctx.db
    .select()
    .from(jobEvents)
    .where(and(eq(jobEvents.jobId, jobId), gt(jobEvents.id, afterId)))
    .orderBy(asc(jobEvents.id))
    .limit(limit);
}
