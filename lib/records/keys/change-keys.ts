import { tellCallersChanged } from "@/lib/records/caller-watch";
import type { Context } from "@/lib/records/context";
import { forgetRemembered } from "@/lib/records/remember";

/** Changes keys in one transaction; this process acts on it at once, every other one within a second. */
export async function changeKeys<Value>(ctx: Context, work: (tx: Context) => Promise<Value>): Promise<Value> {
  const done = await ctx.db.transaction(async (db) => {
    const value = await work({ ...ctx, db });
    await tellCallersChanged(db);
    return value;
  });
  forgetRemembered(ctx);
  return done;
}
