"use client";

import { useSearchParams } from "next/navigation";
import { useMemo } from "react";
import { type UsageView, usagePath, usageViewOf } from "@/lib/client/usage-view";

/** What the page shows; in its URL, so that a view can be linked to and gone back to. */
export function useUsageView() {
  const params = useSearchParams().toString();
  return useMemo(() => {
    const view = usageViewOf(new URLSearchParams(params));
    const show = (change: Partial<UsageView>) => window.history.pushState(null, "", usagePath({ ...view, ...change }));
    return { view, show };
  }, [params]);
}
