import { asc, eq } from "drizzle-orm";
import type { SavedView } from "@/lib/contracts/saved-view";
import { jobViews } from "@/lib/db/schema";
import type { Context } from "@/lib/records/context";

/** The actor's own views, by name. */
export function listViews(ctx: Context): Promise<SavedView[]> {
  return ctx.db
    .select({ id: jobViews.id, name: jobViews.name, filter: jobViews.filter })
    .from(jobViews)
    .where(eq(jobViews.ownerId, ctx.actor.id))
    .orderBy(asc(jobViews.name));
}
