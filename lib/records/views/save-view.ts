import type { SavedView, SaveViewRequest } from "@/lib/contracts/saved-view";
import { AppError } from "@/lib/core/app-error";
import { createId } from "@/lib/core/ids";
import { jobViews } from "@/lib/db/schema";
import type { Context } from "@/lib/records/context";
import { listViews } from "./list-views";

const viewsMax = 50;

/** Keeps a filter for the actor, in place of its view of the same name. Throws `limit_reached` at 50. */
export async function saveView(ctx: Context, { name, filter }: SaveViewRequest): Promise<SavedView> {
  const known = await listViews(ctx);
  if (known.length >= viewsMax && !known.some((view) => view.name === name)) {
    throw new AppError({
      code: "limit_reached",
      detail: `You keep ${viewsMax} views already, which is as many as there may be.`,
      hint: "Delete one that you no longer use.",
    });
  }
  const createdAt = ctx.clock.now();
  const [saved] = await ctx.db
    .insert(jobViews)
    .values({ id: createId("jobView", createdAt.getTime()), ownerId: ctx.actor.id, name, filter, createdAt })
    .onConflictDoUpdate({ target: [jobViews.ownerId, jobViews.name], set: { filter } })
    .returning({ id: jobViews.id, name: jobViews.name, filter: jobViews.filter });
  return saved as SavedView;
}
