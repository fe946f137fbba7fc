import { and, eq, sql } from "drizzle-orm";
import { callbacks } from "@/lib/db/schema";
import type { Context } from "@/lib/records/context";
import type { HeldCallback } from "./take-callbacks";

/** Gives up a callback that was taken and not tried: it is due again at `at`, and this was no attempt. */
export async function handBackCallback(
  ctx: Pick<Context, "db">,
  { callback, at }: { callback: HeldCallback; at: Date },
): Promise<void> {
  await ctx.db
    .update(callbacks)
    .set({ attempt: sql`${callbacks.attempt} - 1`, nextAt: at, leaseUntil: null })
    .where(and(eq(callbacks.id, callback.id), eq(callbacks.leaseUntil, callback.leaseUntil)));
}
