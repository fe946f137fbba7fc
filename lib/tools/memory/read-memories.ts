import type { MemoriesQuery } from "@/lib/contracts/memory";
import { AppError } from "@/lib/core/app-error";
import type { Context } from "@/lib/records/context";
import { listMemories } from "@/lib/records/memory/list-memories";
import { findMemories, reachMax } from "./find-memories";

/** A page of memories: those that fit a question best, or all, newest first. The cursor goes on where a page ended. */
export async function readMemories(ctx: Context, { q, cursor, tag: tags, limit }: MemoriesQuery) {
  const { namespace } = ctx.actor;
  if (!q) {
    const { items, nextCursor } = await listMemories(ctx, { tags, limit, cursor });
    return { namespace, items, next: nextCursor, note: null };
  }
  const found = await findMemories(ctx, { query: q, tags, limit, offset: offsetOf(cursor) });
  return {
    namespace,
    items: found.items,
    next: found.next_offset === null ? null : String(found.next_offset),
    note: found.search.note ?? null,
  };
}

function offsetOf(cursor = "0"): number {
  if (/^\d{1,3}$/.test(cursor) && Number(cursor) < reachMax) return Number(cursor);
  throw new AppError({ code: "invalid_request", detail: "The query's 'cursor' is not one that a search gave." });
}
