"use client";

import { useSearchParams } from "next/navigation";
import type { MemoryFilter } from "@/lib/client/memory-queries";
import { splitWords } from "@/lib/client/split-words";

/** The namespace, the question and the tags, which live in the page's URL. */
export function useMemoryFilter() {
  const params = useSearchParams();
  const tags = params.getAll("tag").filter(Boolean);
  const filter: MemoryFilter = {
    namespace: params.get("namespace") || null,
    q: params.get("q") ?? "",
    tags,
    cursor: params.get("cursor") || null,
  };
  // A new question starts at its first page.
  const show = (change: Partial<MemoryFilter>) =>
    window.history.pushState(null, "", memoryPath({ ...filter, cursor: null, ...change }));
  const ask = ({ q, tags }: { q: string; tags: string }) => show({ q: q.trim(), tags: splitWords(tags) });
  return { filter, ask, show };
}

/** The page that shows a filter. */
export function memoryPath({ namespace, q, tags, cursor }: MemoryFilter): string {
  const query = new URLSearchParams([
    ...(namespace ? [["namespace", namespace]] : []),
    ...(q ? [["q", q]] : []),
    ...tags.map((tag) => ["tag", tag]),
    ...(cursor ? [["cursor", cursor]] : []),
  ]).toString();
  return `/console/memory${query && `?${query}`}`;
}
