import { sql } from "drizzle-orm";
import { AppError } from "@/lib/core/app-error";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";
import { memoryFilter } from "./memory-filter";
import { type MemoryItem, memoryItemColumns } from "./memory-item";

/** One memory of the actor's namespace; throws `memory_not_found`. */
export async function getMemory(ctx: Context, id: string): Promise<MemoryItem> {
  const [row] = await queryRows<{ item: MemoryItem }>({
    db: ctx.db,
    query: sql`select ${memoryItemColumns} from memories m where m.id = ${id} and ${memoryFilter(ctx, {})}`,
  });
  if (row) return row.item;
  throw new AppError({
    code: "memory_not_found",
    detail: `There is no memory '${id}' in the namespace '${ctx.actor.namespace}'.`,
    hint: "memory.search and memory.list give the ids there are.",
  });
}
