import { asc, sql } from "drizzle-orm";
import { users } from "@/lib/db/schema";
import { tellCallersChanged } from "@/lib/records/caller-watch";
import type { Context } from "@/lib/records/context";
import { forgetRemembered } from "@/lib/records/remember";
import type { User } from "./find-user";

/**
 * Changes who may sign in, in one transaction that no other such change runs beside: two admins who remove each other
 * leave one. What callers were found to be is asked again afterwards.
 */
export async function changeUsers<Value>(
  ctx: Context,
  work: (tx: Context, all: User[]) => Promise<Value>,
): Promise<Value> {
  const done = await ctx.db.transaction(async (db) => {
    await db.execute(sql`lock table users in share row exclusive mode`);
    const value = await work({ ...ctx, db }, await db.select().from(users).orderBy(asc(users.id)));
    await tellCallersChanged(db);
    return value;
  });
  forgetRemembered(ctx);
  return done;
}
