import { and, asc, eq, inArray, isNull, lt, lte, or, sql } from "drizzle-orm";
import { callbacks } from "@/lib/db/schema";
import type { Context } from "@/lib/records/context";

/** A callback that this process may deliver until its lease ends; the lease tells its hold from any other's. */
export type HeldCallback = typeof callbacks.$inferSelect & { leaseUntil: Date };

/**
 * Takes callbacks that are due, the longest waiting first, each with a new attempt number and a lease. What a process
 * took and never settled is due again when its lease has ended.
 */
export async function takeCallbacks(
  ctx: Pick<Context, "db" | "clock">,
  { limit, leaseMs }: { limit: number; leaseMs: number },
): Promise<HeldCallback[]> {
  const now = ctx.clock.now();
  const leaseUntil = new Date(now.getTime() + leaseMs);
  const isFree = or(isNull(callbacks.leaseUntil), lt(callbacks.leaseUntil, now));
  const due = ctx.db.$with("due").as(
    ctx.db
      .select({ id: callbacks.id })
      .from(callbacks)
      .where(and(eq(callbacks.state, "waiting"), lte(callbacks.nextAt, now), isFree))
      .orderBy(asc(callbacks.nextAt))
      .limit(limit)
      .for("update", { skipLocked: true }),
  );
  const taken = await ctx.db
    .with(due)
    .update(callbacks)
    .set({ attempt: sql`${callbacks.attempt} + 1`, leaseUntil })
    .where(inArray(callbacks.id, ctx.db.select({ id: due.id }).from(due)))
    .returning();
  return taken.map((callback) => ({ ...callback, leaseUntil }));
}
