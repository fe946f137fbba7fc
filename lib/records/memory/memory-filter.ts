import { type SQL, sql } from "drizzle-orm";
import type { JsonObject } from "@/lib/contracts/json";
import type { Context } from "@/lib/records/context";
import { textArray } from "./text-array";

/** What a memory must have; empty, everything of the namespace fits. */
export type MemoryFilter = { tags?: string[] | undefined; metadata?: JsonObject | undefined };

/**
 * The condition that a row `m` is the actor's own, has every tag and contains the metadata. That it is not empty is
 * said too, because the indexes leave out the empty ones.
 */
export function memoryFilter(ctx: Context, { tags = [], metadata = {} }: MemoryFilter): SQL {
  const conditions = [sql`m.namespace = ${ctx.actor.namespace}`];
  if (tags.length > 0) conditions.push(sql`m.tags <> '{}' and m.tags @> ${textArray(tags)}`);
  if (Object.keys(metadata).length > 0)
    conditions.push(sql`m.metadata <> '{}' and m.metadata @> ${JSON.stringify(metadata)}::jsonb`);
  return sql.join(conditions, sql` and `);
}

/** Whether a filter asks for nothing beyond the namespace. */
export function isUnfiltered({ tags = [], metadata = {} }: MemoryFilter): boolean {
  return tags.length === 0 && Object.keys(metadata).length === 0;
}
