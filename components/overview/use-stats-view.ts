"use client";

import { useSearchParams } from "next/navigation";
import { StatsRange } from "@/lib/contracts/stats";

/** Which figures are shown; in the page's URL, so that a view can be linked to. */
export function useStatsView() {
  const params = useSearchParams();
  const parsed = StatsRange.safeParse(params.get("range"));
  const range: StatsRange = parsed.success ? parsed.data : "24h";
  const intent = params.get("intent") || null;
  const show = (view: { range: StatsRange; intent: string | null }) =>
    window.history.pushState(null, "", overviewPath(view));
  return { range, intent, show };
}

/** The overview that shows a range, and one intent or family where it is named. */
export function overviewPath({ range, intent }: { range: StatsRange; intent: string | null }): string {
  return `/console?${new URLSearchParams({ range, ...(intent && { intent }) })}`;
}
