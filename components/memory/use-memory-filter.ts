"use client";

import { useSearchParams } from "next/navigation";
import type { MemoryFilter } from "@/lib/client/memory-queries";
import { splitWords } from "@/lib/client/split-words";

/** The question and the tags, which live in the page's URL. */
export function useMemoryFilter() {
  const params = useSearchParams();
  const tags = params.getAll("tag").filter(Boolean);
  const filter: MemoryFilter = { q: params.get("q") ?? "", tags, cursor: params.get("cursor") || null };
  // A new question starts at its first page.
  const ask = ({ q, tags }: { q: string; tags: string }) =>
    window.history.pushState(null, "", memoryPath({ q: q.trim(), tags: splitWords(tags), cursor: null }));
  return { filter, ask };
}

/** The page that shows a filter. */
export function memoryPath({ q, tags, cursor }: MemoryFilter): string {
  const query = new URLSearchParams([
    ...(q ? [["q", q]] : []),
    ...tags.map((tag) => ["tag", tag]),
    ...(cursor ? [["cursor", cursor]] : []),
  ]).toString();
  return `/console/memory${query && `?${query}`}`;
}
