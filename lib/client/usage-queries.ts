import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Usage } from "@/lib/contracts/usage";
import { getJson } from "./get-json";
import { jobsSearch } from "./job-queries";
import { type UsageView, usageRanges } from "./usage-view";

const freshMs = 60_000;
const rowsMax = "1000";

type Asked = { bucket: string; group?: string; outcome?: string };

/** Usage of a view, by bucket and group. */
export function usageQuery(view: UsageView, asked: Asked) {
  const query = jobsSearch({ ...narrowed(view), ...asked, limit: rowsMax });
  return queryOptions({
    queryKey: ["usage", query],
    queryFn: ({ signal }) => getJson<Usage>(`/api/usage?${query}`, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: freshMs,
  });
}

/** Where the rows of a view are downloaded, by bucket and all that tells them apart. */
export function usageCsvPath(view: UsageView): string {
  const { bucket } = usageRanges[view.range];
  return `/api/usage?${jobsSearch({ ...narrowed(view), bucket, group: "caller,intent,outcome", format: "csv" })}`;
}

function narrowed({ range, intent, caller }: UsageView): Record<string, string | undefined> {
  return { from: usageRanges[range].from, intent: intent ?? undefined, caller: caller ?? undefined };
}
