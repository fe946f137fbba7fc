import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { RotatedSecret } from "@/lib/contracts/callback";
import type { CreatedKey, KeyEntry, KeyList, KeyState, RotatedKey } from "@/lib/contracts/key";
import { getJson } from "./get-json";
import { sendJson } from "./send-json";

/** The view of the keys as it stands in the page's own URL. */
export type KeysView = { state: KeyState | null; cursor: string | null };

const pageSize = "50";

/** A page of keys, newest first, for admins. */
export function keysQuery({ state, cursor }: KeysView) {
  const query = new URLSearchParams({ limit: pageSize, ...(state && { state }), ...(cursor && { cursor }) });
  return queryOptions({
    queryKey: ["keys", "list", query.toString()],
    queryFn: ({ signal }) => getJson<KeyList>(`/api/keys?${query}`, { signal }),
    placeholderData: keepPreviousData,
  });
}

/** One key, as it is now. */
export function keyQuery(id: string) {
  return queryOptions({
    queryKey: ["keys", "one", id],
    queryFn: ({ signal }) => getJson<KeyEntry>(keyPath(id), { signal }),
  });
}

/** What every question about keys begins with. */
export const allKeys = ["keys"];

export function createKey(body: object): Promise<CreatedKey> {
  return sendJson({ method: "POST", path: "/api/keys", body });
}

export function changeKey({ id, body }: { id: string; body: object }): Promise<KeyEntry> {
  return sendJson({ method: "PATCH", path: keyPath(id), body });
}

export function rotateKey({ id, overlapS }: { id: string; overlapS: number }): Promise<RotatedKey> {
  return sendJson({ method: "POST", path: `${keyPath(id)}/rotate`, body: { overlap_s: overlapS } });
}

export function revokeKey(id: string): Promise<KeyEntry> {
  return sendJson({ method: "DELETE", path: keyPath(id) });
}

export function rotateCallbackSecret(id: string): Promise<RotatedSecret> {
  return sendJson({ method: "POST", path: `${keyPath(id)}/callback-secret` });
}

function keyPath(id: string): string {
  return `/api/keys/${encodeURIComponent(id)}`;
}
