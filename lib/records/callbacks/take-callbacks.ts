import { getTableColumns, sql } from "drizzle-orm";
import { callbacks } from "@/lib/db/schema";
import type { Context } from "@/lib/records/context";
import { type Lane, pickCallbacks, receiverHost } from "./pick-callbacks";

/** A callback that this process may deliver until its lease ends; the lease tells its hold from any other's. */
export type HeldCallback = typeof callbacks.$inferSelect & { leaseUntil: Date } & Lane;

type TakeCallbacksInput = {
  limit: number;
  leaseMs: number;
  /** What this process delivers already; it counts against the share of its caller and host. */
  held?: readonly Lane[];
};

/**
 * Takes callbacks that are due, each with a new attempt number and a lease: callers in turn, the longest waiting of each
 * first, and no more of one caller, and of that caller to one host, than its share. What a process took and never
 * settled is due again when its lease has ended.
 */
export async function takeCallbacks(
  ctx: Pick<Context, "db" | "clock">,
  { limit, leaseMs, held = [] }: TakeCallbacksInput,
): Promise<HeldCallback[]> {
  const now = ctx.clock.now();
  const leaseUntil = new Date(now.getTime() + leaseMs);
  const taken = await ctx.db
    .update(callbacks)
    .set({ attempt: sql`${callbacks.attempt} + 1`, leaseUntil })
    .where(sql`${callbacks.id} = any(array(${pickCallbacks({ now, limit, held })}))`)
    .returning({ ...getTableColumns(callbacks), host: receiverHost });
  return taken.map((callback) => ({ ...callback, leaseUntil }));
}
