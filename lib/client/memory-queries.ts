import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Envelope } from "@/lib/contracts/envelope";
import type { JsonObject } from "@/lib/contracts/json";
import { ApiError } from "./api-error";
import { postJson } from "./post-json";

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
export type MemoryPage = { items: (MemoryItem & Partial<MemoryRanks>)[]; next: string | null; note: string | null };
export type MemoryFilter = { q: string; tags: string[]; cursor: string | null };

type Listed = { items: MemoryItem[]; next_cursor: string | null };
type Found = { items: (MemoryItem & MemoryRanks)[]; next_offset: number | null; search: { note?: string } };

const staleMs = 30_000;
const pageSize = 20;
const exportPagesMax = 50;

/** The memories that fit a question best, or all with some tags, newest first. Each look is a call, and so a job. */
export function memoriesQuery(filter: MemoryFilter) {
  return queryOptions({
    queryKey: ["memories", filter],
    queryFn: () => (filter.q === "" ? browse(filter) : search(filter)),
    placeholderData: keepPreviousData,
    staleTime: staleMs,
    refetchOnWindowFocus: false,
  });
}

/** Deletes one memory; `waits` when a person must approve that first. */
export async function deleteMemory(item_id: string): Promise<"deleted" | "waits"> {
  const envelope = await callIntent("memory.delete", { item_id });
  return envelope.status === "success" ? "deleted" : "waits";
}

/** Every memory with some tags as JSON lines, the newest 5,000. */
export async function exportMemories(tags: string[]): Promise<string> {
  const lines: string[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < exportPagesMax; page++) {
    const given: JsonObject = { ...tagsOf(tags), ...(cursor !== null && { cursor }), limit: 100 };
    const listed: Listed = await resultOf<Listed>("memory.list", given);
    lines.push(...listed.items.map((item) => JSON.stringify(item)));
    cursor = listed.next_cursor;
    if (cursor === null) break;
  }
  return `${lines.join("\n")}\n`;
}

async function browse({ tags, cursor }: MemoryFilter): Promise<MemoryPage> {
  const { items, next_cursor } = await resultOf<Listed>("memory.list", {
    ...tagsOf(tags),
    ...(cursor !== null && { cursor }),
    limit: pageSize,
  });
  return { items, next: next_cursor, note: null };
}

async function search({ q, tags, cursor }: MemoryFilter): Promise<MemoryPage> {
  const { items, next_offset, search } = await resultOf<Found>("memory.search", {
    query: q,
    ...tagsOf(tags),
    ...(cursor !== null && { offset: Number(cursor) }),
    limit: pageSize,
  });
  return { items, next: next_offset === null ? null : String(next_offset), note: search.note ?? null };
}

function tagsOf(tags: string[]): JsonObject {
  return tags.length > 0 ? { tags } : {};
}

async function resultOf<Result>(intent: string, inputs: JsonObject): Promise<Result> {
  const envelope = await callIntent(intent, inputs);
  if (envelope.status === "success") return envelope.result as Result;
  throw new ApiError({ status: 503, error: "The server was too busy to answer in time. Try again." });
}

function callIntent(intent: string, inputs: JsonObject): Promise<Envelope> {
  return postJson<Envelope>("/api/orchestrate", { intent, inputs, mode: "agent", wait_s: 20 });
}
