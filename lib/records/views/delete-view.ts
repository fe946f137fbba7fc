import { and, eq } from "drizzle-orm";
import { AppError } from "@/lib/core/app-error";
import { jobViews } from "@/lib/db/schema";
import type { Context } from "@/lib/records/context";

/** Deletes one of the actor's views. Throws `view_not_found` for one that there is not, or that is another's. */
export async function deleteView(ctx: Context, id: string): Promise<{ id: string }> {
  const mine = and(eq(jobViews.id, id), eq(jobViews.ownerId, ctx.actor.id));
  const [deleted] = await ctx.db.delete(jobViews).where(mine).returning({ id: jobViews.id });
  if (deleted) return deleted;
  throw new AppError({
    code: "view_not_found",
    detail: `View '${id}' not found.`,
    hint: "GET /jobs/views lists your views.",
  });
}
