"use client";

import { useSearchParams } from "next/navigation";
import type { StatsRange } from "@/lib/contracts/stats";
import { statsRanges } from "@/lib/contracts/stats-ranges";

/** Which figures are shown; in the page's URL, so that a view can be linked to. */
export function useStatsView() {
  const params = useSearchParams();
  const range = statsRanges.find((one) => one === params.get("range")) ?? "24h";
  const intent = params.get("intent") || null;
  const show = (view: { range: StatsRange; intent: string | null }) =>
    window.history.pushState(null, "", overviewPath(view));
  return { range, intent, show };
}

/** The overview that shows a range, and one intent or family where it is named. */
export function overviewPath({ range, intent }: { range: StatsRange; intent: string | null }): string {
  return `/console?${new URLSearchParams({ range, ...(intent && { intent }) })}`;
}
