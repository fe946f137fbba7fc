import { sql } from "drizzle-orm";
import { queryRows } from "@/lib/db/database";
import { fitPage } from "@/lib/policy/fit-page";
import type { Context } from "@/lib/records/context";
import { type MemoryFilter, memoryFilter } from "./memory-filter";
import { type MemoryItem, memoryItemColumns } from "./memory-item";

type ListMemoriesInput = MemoryFilter & { limit: number; cursor?: string | undefined };

/** A page of the actor's memories, newest first, shorter where they are long, and the cursor of the next one. */
export async function listMemories(
  ctx: Context,
  input: ListMemoriesInput,
): Promise<{ items: MemoryItem[]; nextCursor: string | null }> {
  const older = input.cursor === undefined ? sql`` : sql`and m.id < ${input.cursor}`;
  const rows = await queryRows<{ item: MemoryItem }>({
    db: ctx.db,
    query: sql`select ${memoryItemColumns} from memories m where ${memoryFilter(ctx, input)} ${older}
      order by m.id desc limit ${input.limit + 1}::int`,
  });
  const items = fitPage(rows.slice(0, input.limit).map((row) => row.item));
  return { items, nextCursor: rows.length > items.length ? (items.at(-1)?.item_id ?? null) : null };
}
