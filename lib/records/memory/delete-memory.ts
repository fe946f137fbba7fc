import { and, eq } from "drizzle-orm";
import { memories } from "@/lib/db/schema-memory";
import type { Context } from "@/lib/records/context";

/** Removes a memory of the actor's namespace with its vectors; false when there was none. */
export async function deleteMemory(ctx: Context, id: string): Promise<boolean> {
  const rows = await ctx.db
    .delete(memories)
    .where(and(eq(memories.id, id), eq(memories.namespace, ctx.actor.namespace)))
    .returning({ id: memories.id });
  return rows.length === 1;
}
