import { queryOptions } from "@tanstack/react-query";
import type { ToolList } from "@/lib/contracts/tool";
import { getJson } from "./get-json";

/** Every intent that the signed-in user may call. */
export function toolsQuery() {
  return queryOptions({
    queryKey: ["tools"],
    queryFn: ({ signal }) => getJson<ToolList>("/api/tools", { signal }),
    staleTime: 60_000,
  });
}
