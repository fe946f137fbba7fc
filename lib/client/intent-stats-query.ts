import { queryOptions } from "@tanstack/react-query";
import { ApiError } from "./api-error";
import { getJson } from "./get-json";

export type IntentStats = { calls: number; failures: number; p50_ms: number | null; p95_ms: number | null };

const statsMs = 30_000;

/** How an intent did in the last 24 hours; null where the server keeps no statistics. */
export function intentStatsQuery(intent: string) {
  const query = new URLSearchParams({ range: "24h", intent }).toString();
  return queryOptions({
    queryKey: ["stats", "intent", query],
    queryFn: async ({ signal }) => {
      try {
        return (await getJson<{ total: IntentStats }>(`/api/stats?${query}`, { signal })).total;
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return null;
        throw error;
      }
    },
    refetchInterval: statsMs,
  });
}
