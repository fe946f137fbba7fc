import type { MemoriesQuery } from "@/lib/contracts/memory";
import type { Context } from "@/lib/records/context";
import { listMemories } from "@/lib/records/memory/list-memories";
import { findMemories } from "./find-memories";

/** A page of memories: those that fit a question best, or all, newest first. The cursor goes on where a page ended. */
export async function readMemories(ctx: Context, { q, cursor, tag: tags, limit }: MemoriesQuery) {
  const { namespace } = ctx.actor;
  if (!q) {
    const { items, nextCursor } = await listMemories(ctx, { tags, limit, cursor });
    return { namespace, items, next: nextCursor, note: null };
  }
  const found = await findMemories(ctx, { query: q, tags, limit, offset: Number(cursor ?? 0) });
  return {
    namespace,
    items: found.items,
    next: found.next_offset === null ? null : String(found.next_offset),
    note: found.search.note ?? null,
  };
}
