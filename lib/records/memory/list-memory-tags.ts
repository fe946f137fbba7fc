import { sql } from "drizzle-orm";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";

export type MemoryTagCount = { tag: string; count: number };

/** How many of the newest memories are looked through: a count must cost little, however many there are. */
const depth = 20_000;
const tagsShownMax = 100;

/** The tags of the actor's newest 20,000 memories with how many have each: the 100 most used. */
export async function listMemoryTags(ctx: Context): Promise<{ tags: MemoryTagCount[]; hasMore: boolean }> {
  const rows = await queryRows<MemoryTagCount>({
    db: ctx.db,
    query: sql`select tag, count(*)::int as count
      from (select tags from memories where namespace = ${ctx.actor.namespace} order by id desc limit ${depth}::int) newest,
        unnest(newest.tags) as tag
      group by tag order by count(*) desc, tag limit ${tagsShownMax + 1}::int`,
  });
  return { tags: rows.slice(0, tagsShownMax), hasMore: rows.length > tagsShownMax };
}
