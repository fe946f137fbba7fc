import { queryOptions } from "@tanstack/react-query";
import type { SavedView, SavedViewList, SaveViewRequest } from "@/lib/contracts/saved-view";
import { apiErrorOf } from "./api-error";
import { getJson } from "./get-json";
import { postJson } from "./post-json";

const path = "/api/jobs/views";

/** The user's own views of the jobs list. */
export function savedViewsQuery() {
  return queryOptions({
    queryKey: ["job-views"],
    queryFn: ({ signal }) => getJson<SavedViewList>(path, { signal }),
    staleTime: 60_000,
  });
}

export function saveView(request: SaveViewRequest): Promise<SavedView> {
  return postJson<SavedView>(path, request);
}

export async function deleteView(id: string): Promise<void> {
  const response = await fetch(`${path}/${encodeURIComponent(id)}`, { method: "DELETE" });
  if (!response.ok) throw apiErrorOf({ status: response.status, body: await response.json().catch(() => null) });
}
