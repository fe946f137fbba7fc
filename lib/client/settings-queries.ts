import { queryOptions } from "@tanstack/react-query";
import type { NotificationTest, Settings } from "@/lib/contracts/settings";
import { getJson } from "./get-json";
import { postJson } from "./post-json";

/** What the environment of the server says that people ask about. */
export function settingsQuery() {
  return queryOptions({
    queryKey: ["settings"],
    queryFn: ({ signal }) => getJson<Settings>("/api/settings", { signal }),
  });
}

export function testNotification(): Promise<NotificationTest> {
  return postJson("/api/settings/notification/test", {});
}
