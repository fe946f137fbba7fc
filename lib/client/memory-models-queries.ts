import { queryOptions } from "@tanstack/react-query";
import type { MemoryModels } from "@/lib/contracts/memory-models";
import { getJson } from "./get-json";
import { postJson } from "./post-json";

const path = "/api/memory/reembed";
const movingMs = 1_500;
const restingMs = 30_000;

/** By which model memories are found, asked again every second or two while a change is under way. */
export function memoryModelsQuery() {
  return queryOptions({
    queryKey: ["memory-models"],
    queryFn: ({ signal }) => getJson<MemoryModels>(path, { signal }),
    refetchInterval: ({ state }) => (state.data?.change?.state === "embedding" ? movingMs : restingMs),
  });
}

/** Begins to change to the configured model, or goes on with that at once. */
export function startReembedding(): Promise<MemoryModels> {
  return postJson<MemoryModels>(path, {});
}
