import { queryOptions } from "@tanstack/react-query";
import type { AlertList, AlertRule, AlertRuleRequest } from "@/lib/contracts/alert";
import { getJson } from "./get-json";
import { sendJson } from "./send-json";

const alertsMs = 30_000;
const rulePath = (id: string) => `/api/alerts/rules/${encodeURIComponent(id)}`;

/** The rules, what holds and what is over. */
export function alertsQuery() {
  return queryOptions({
    queryKey: ["alerts"],
    queryFn: ({ signal }) => getJson<AlertList>("/api/alerts", { signal }),
    refetchInterval: alertsMs,
  });
}

export function saveAlertRule({ id, ...rule }: { id: string } & AlertRuleRequest): Promise<AlertRule> {
  return sendJson({ method: "PUT", path: rulePath(id), body: rule });
}

export function removeAlertRule(id: string): Promise<{ removed: string }> {
  return sendJson({ method: "DELETE", path: rulePath(id) });
}
