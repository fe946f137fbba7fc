import { queryOptions } from "@tanstack/react-query";
import type { GrantEntry } from "@/lib/contracts/oauth";
import { getJson } from "./get-json";
import { sendJson } from "./send-json";

/** The programs that were let in: one's own, and for admins everybody's. */
export function grantsQuery() {
  return queryOptions({
    queryKey: ["grants"],
    queryFn: async ({ signal }) => (await getJson<{ grants: GrantEntry[] }>("/api/grants", { signal })).grants,
  });
}

export function revokeGrant(id: string): Promise<unknown> {
  return sendJson({ method: "DELETE", path: `/api/grants/${encodeURIComponent(id)}` });
}
