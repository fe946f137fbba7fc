import type { UsageBucket, UsageGroup } from "@/lib/contracts/usage";

export const usageRanges = {
  "24h": { label: "24 hours", from: "24h", bucket: "hour" },
  "7d": { label: "7 days", from: "7d", bucket: "day" },
  "30d": { label: "30 days", from: "30d", bucket: "day" },
  "12m": { label: "12 months", from: "365d", bucket: "month" },
} as const satisfies Record<string, { label: string; from: string; bucket: UsageBucket }>;
export type UsageRangeName = keyof typeof usageRanges;

export const usageGroupings = {
  "caller,intent": "Caller and intent",
  caller: "Caller",
  intent: "Intent",
  mode: "Engine",
  namespace: "Namespace",
} as const;
export type UsageGrouping = keyof typeof usageGroupings;

export const usageSorts = {
  calls: "Most calls",
  failures: "Most failures",
  p95_ms: "Slowest",
  cost_micros: "Most cost",
} as const;
export type UsageSort = keyof typeof usageSorts;

/** What the usage page shows, as its address says it. */
export type UsageView = {
  range: UsageRangeName;
  group: UsageGrouping;
  sort: UsageSort;
  intent: string | null;
  caller: string | null;
};

/** The view that an address names; what it does not know is as by default. */
export function usageViewOf(params: { get(name: string): string | null }): UsageView {
  return {
    range: oneOf(usageRanges, params.get("range"), "24h"),
    group: oneOf(usageGroupings, params.get("group"), "caller,intent"),
    sort: oneOf(usageSorts, params.get("sort"), "calls"),
    intent: params.get("intent") || null,
    caller: params.get("caller") || null,
  };
}

/** The page that shows a view. */
export function usagePath({ range, group, sort, intent, caller }: UsageView): string {
  const query = new URLSearchParams({
    range,
    ...(group !== "caller,intent" && { group }),
    ...(sort !== "calls" && { sort }),
    ...(intent && { intent }),
    ...(caller && { caller }),
  });
  return `/console/usage?${query}`;
}

/** What a grouping tells apart. */
export function groupsOf(grouping: UsageGrouping): UsageGroup[] {
  return grouping.split(",") as UsageGroup[];
}

function oneOf<Name extends string>(names: Record<Name, unknown>, given: string | null, fallback: Name): Name {
  return given !== null && Object.hasOwn(names, given) ? (given as Name) : fallback;
}
