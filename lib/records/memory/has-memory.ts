import { and, eq } from "drizzle-orm";
import { memories } from "@/lib/db/schema-memory";
import type { Context } from "@/lib/records/context";

/** Whether a memory of the actor's namespace is there. */
export async function hasMemory(ctx: Context, id: string): Promise<boolean> {
  const rows = await ctx.db
    .select({ id: memories.id })
    .from(memories)
    .where(and(eq(memories.id, id), eq(memories.namespace, ctx.actor.namespace)));
  return rows.length === 1;
}
