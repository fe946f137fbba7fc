import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { Attention } from "@/lib/contracts/attention";
import type { Breaker } from "@/lib/contracts/envelope";
import type { Stats, StatsRange } from "@/lib/contracts/stats";
import { getJson } from "./get-json";
import { jobsSearch } from "./job-queries";

/** What GET /ready says to somebody who is signed in; the part that a page shows. */
export type ReadyReport = {
  breakers: z.infer<typeof Breaker>[];
  callback_hosts: { breakers?: z.infer<typeof Breaker>[] };
};

const statsMs = 30_000;
const attentionMs = 10_000;

/** Calls, failures and times of a range, of one intent or a family where it is named. */
export function statsQuery({ range, intent }: { range: StatsRange; intent: string | null }) {
  const query = jobsSearch({ range, intent: intent ?? undefined });
  return queryOptions({
    queryKey: ["stats", query],
    queryFn: ({ signal }) => getJson<Stats>(`/api/stats?${query}`, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: statsMs,
  });
}

/** Failed jobs and callbacks that do not get through. */
export function attentionQuery() {
  return queryOptions({
    queryKey: ["attention"],
    queryFn: ({ signal }) => getJson<Attention>("/api/attention", { signal }),
    refetchInterval: attentionMs,
  });
}

/** Which targets this process leaves alone at the moment. */
export function readyQuery() {
  return queryOptions({
    queryKey: ["ready"],
    queryFn: ({ signal }) => getJson<ReadyReport>("/api/ready", { signal }),
    refetchInterval: attentionMs,
  });
}
