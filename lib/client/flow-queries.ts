import { queryOptions } from "@tanstack/react-query";
import type { FlowCheck, FlowEntry } from "@/lib/contracts/flow-binding";
import { getJson } from "./get-json";
import { sendJson } from "./send-json";

/** Every flow that is bound to an intent, for admins. */
export function flowsQuery() {
  return queryOptions({
    queryKey: ["flows"],
    queryFn: async ({ signal }) => (await getJson<{ flows: FlowEntry[] }>("/api/flows", { signal })).flows,
  });
}

export function addFlow(body: object): Promise<FlowEntry> {
  return sendJson<FlowEntry>({ method: "POST", path: "/api/flows", body });
}

export function changeFlow({ id, body }: { id: string; body: object }): Promise<FlowEntry> {
  return sendJson<FlowEntry>({ method: "PATCH", path: flowPath(id), body });
}

export function removeFlow(id: string): Promise<unknown> {
  return sendJson({ method: "DELETE", path: flowPath(id) });
}

/** Looks whether the flow is there, without running it. */
export function checkFlow(id: string): Promise<FlowCheck> {
  return sendJson<FlowCheck>({ method: "POST", path: `${flowPath(id)}/check` });
}

function flowPath(id: string): string {
  return `/api/flows/${encodeURIComponent(id)}`;
}
