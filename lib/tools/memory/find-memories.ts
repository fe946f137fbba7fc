import { memorySearchReach } from "@/lib/contracts/memory";
import type { Context } from "@/lib/records/context";
import type { MemoryFilter } from "@/lib/records/memory/memory-filter";
import { type MemoryHit, searchMemories } from "@/lib/records/memory/search-memories";
import { embedQuery } from "./try-embed";

type FindMemoriesInput = MemoryFilter & { query: string; limit: number; offset: number };
type FoundMemories = {
  items: MemoryHit[];
  next_offset: number | null;
  search: { kind: "hybrid" | "text_only"; model: string; note?: string };
};

/** A page of the actor's memories that fit a question best; by words alone, and saying so, when no vector can be had. */
export async function findMemories(ctx: Context, input: FindMemoriesInput): Promise<FoundMemories> {
  const { name, meaning, note } = await embedQuery(ctx, input.query);
  const { hits, hasMore } = await searchMemories(ctx, { ...input, meaning });
  const next = input.offset + hits.length;
  return {
    items: hits,
    next_offset: hasMore && next < memorySearchReach ? next : null,
    search: {
      kind: meaning ? "hybrid" : "text_only",
      model: name,
      ...(note !== null && { note }),
    },
  };
}
