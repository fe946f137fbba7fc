import { queryOptions } from "@tanstack/react-query";
import type { HostCheck, HostEntry, ShownHostKey } from "@/lib/contracts/host";
import type { HostNow } from "@/lib/contracts/host-run";
import { getJson } from "./get-json";
import { sendJson } from "./send-json";

const nowMs = 10_000;

/** Every host of the inventory, for admins. */
export function hostsQuery() {
  return queryOptions({
    queryKey: ["hosts"],
    queryFn: async ({ signal }) => (await getJson<{ hosts: HostEntry[] }>("/api/hosts", { signal })).hosts,
  });
}

export function addHost(body: object): Promise<HostEntry> {
  return sendJson<HostEntry>({ method: "POST", path: "/api/hosts", body });
}

export function changeHost({ id, body }: { id: string; body: object }): Promise<HostEntry> {
  return sendJson<HostEntry>({ method: "PATCH", path: hostPath(id), body });
}

export function removeHost(id: string): Promise<unknown> {
  return sendJson({ method: "DELETE", path: hostPath(id) });
}

/** Whether the host is left alone just now, and what ran on it lately. */
export function hostNowQuery(id: string) {
  return queryOptions({
    queryKey: ["hosts", id, "now"],
    queryFn: ({ signal }) => getJson<HostNow>(`${hostPath(id)}/now`, { signal }),
    refetchInterval: nowMs,
  });
}

/** Tries to sign in there and run nothing. */
export function checkHost(id: string): Promise<HostCheck> {
  return sendJson<HostCheck>({ method: "POST", path: `${hostPath(id)}/check` });
}

/** Asks the host for its key, now. */
export function showHostKey(id: string): Promise<ShownHostKey> {
  return sendJson<ShownHostKey>({ method: "POST", path: `${hostPath(id)}/host-key` });
}

/** Accepts the key with this fingerprint, if the host still shows it. */
export function acceptHostKey({ id, fingerprint }: { id: string; fingerprint: string }): Promise<HostEntry> {
  return sendJson<HostEntry>({ method: "POST", path: `${hostPath(id)}/accept-key`, body: { fingerprint } });
}

function hostPath(id: string): string {
  return `/api/hosts/${encodeURIComponent(id)}`;
}
