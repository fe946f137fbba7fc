import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Envelope } from "@/lib/contracts/envelope";
import type { JsonObject } from "@/lib/contracts/json";
import type { MemoryFacets } from "@/lib/contracts/memory";
import { getJson } from "./get-json";
import { postJson } from "./post-json";
import { sendJson } from "./send-json";

export type MemoryItem = {
  item_id: string;
  text: string;
  tags: string[];
  metadata: JsonObject;
  created_at: string;
  updated_at: string;
};
/** Places are from 1; null where it was not found that way. */
export type MemoryRanks = {
  score: number;
  text_rank: number | null;
  meaning_rank: number | null;
  similarity: number | null;
};
export type MemoryPage = {
  namespace: string;
  items: (MemoryItem & Partial<MemoryRanks>)[];
  next: string | null;
  note: string | null;
};
/** `namespace` is null for one's own. */
export type MemoryFilter = { namespace: string | null; q: string; tags: string[]; cursor: string | null };

const staleMs = 30_000;
const pageSize = 20;
const exportPagesMax = 50;
const exportPageMs = 60_000;

/** The memories that fit a question best, or all with some tags, newest first. */
export function memoriesQuery(filter: MemoryFilter) {
  return queryOptions({
    queryKey: ["memories", filter],
    queryFn: ({ signal }) => readPage({ ...filter, limit: pageSize, signal }),
    placeholderData: keepPreviousData,
    staleTime: staleMs,
    refetchOnWindowFocus: false,
  });
}

/** The namespaces and the tags to browse by. */
export function memoryFacetsQuery(namespace: string | null) {
  return queryOptions({
    queryKey: ["memories", "facets", namespace],
    queryFn: ({ signal }) =>
      getJson<MemoryFacets>(`/api/memories/facets?${new URLSearchParams(namespace === null ? [] : { namespace })}`, {
        signal,
      }),
    placeholderData: keepPreviousData,
    staleTime: staleMs,
    refetchOnWindowFocus: false,
  });
}

type TagsChange = { item_id: string; tags: string[]; namespace: string; isOwn: boolean };

/**
 * Gives a memory other tags: of one's own namespace by a call, which may wait for a person; of another as an admin.
 */
export async function changeTags({ item_id, tags, namespace, isOwn }: TagsChange): Promise<"done" | "waits"> {
  if (isOwn) return outcomeOf(await callIntent("memory.tag", { item_id, tags }));
  await sendJson({ method: "PATCH", path: `/api/memories/${item_id}`, body: { namespace, tags } });
  return "done";
}

/** Deletes one memory of one's own namespace; `waits` when a person must approve that first. */
export async function deleteMemory(item_id: string): Promise<"done" | "waits"> {
  return outcomeOf(await callIntent("memory.delete", { item_id }));
}

/** Every memory with some tags as JSON lines, the newest 5,000. */
export async function exportMemories({ namespace, tags }: Pick<MemoryFilter, "namespace" | "tags">): Promise<string> {
  const lines: string[] = [];
  let cursor: string | null = null;
  for (let at = 0; at < exportPagesMax; at++) {
    const page: MemoryPage = await readPage({ namespace, q: "", tags, cursor, limit: 100 });
    lines.push(...page.items.map((item) => JSON.stringify(item)));
    cursor = page.next;
    if (cursor === null) break;
  }
  return `${lines.join("\n")}\n`;
}

type ReadPageInput = MemoryFilter & { limit: number; signal?: AbortSignal };

function readPage({ namespace, q, tags, cursor, limit, signal }: ReadPageInput): Promise<MemoryPage> {
  const query = new URLSearchParams([
    ...(namespace === null ? [] : [["namespace", namespace]]),
    ...(q === "" ? [] : [["q", q]]),
    ...(cursor === null ? [] : [["cursor", cursor]]),
    ...tags.map((tag) => ["tag", tag]),
    ["limit", String(limit)],
  ]);
  return getJson<MemoryPage>(`/api/memories?${query}`, { signal: signal ?? AbortSignal.timeout(exportPageMs) });
}

function outcomeOf({ status }: Envelope): "done" | "waits" {
  return status === "success" ? "done" : "waits";
}

function callIntent(intent: string, inputs: JsonObject): Promise<Envelope> {
  return postJson<Envelope>("/api/orchestrate", { intent, inputs, mode: "agent", wait_s: 20 });
}
