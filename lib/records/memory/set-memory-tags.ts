import { sql } from "drizzle-orm";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";
import { getMemory } from "./get-memory";
import type { MemoryItem } from "./memory-item";
import { textArray } from "./text-array";

type SetMemoryTagsInput = { id: string; tags: string[] };

/** Gives a memory of the actor's namespace these tags instead of those it had. Throws `memory_not_found`. */
export async function setMemoryTags(ctx: Context, { id, tags }: SetMemoryTagsInput): Promise<MemoryItem> {
  await queryRows({
    db: ctx.db,
    query: sql`update memories set tags = ${textArray([...new Set(tags)])},
        updated_at = ${ctx.clock.now().toISOString()}::timestamptz
      where id = ${id} and namespace = ${ctx.actor.namespace} returning id`,
  });
  return getMemory(ctx, id);
}
