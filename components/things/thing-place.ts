"use client";

import { useSearchParams } from "next/navigation";

export type ThingView = { kind: "list" } | { kind: "new" } | { kind: "one"; id: string };

/** Which of a list's things the page shows, as its URL says: `?new`, `?id=...`, or the list. */
export function useThingPlace(path: string) {
  const params = useSearchParams();
  const id = params.get("id");
  const view: ThingView = id ? { kind: "one", id } : params.has("new") ? { kind: "new" } : { kind: "list" };
  return {
    view,
    listHref: path,
    newHref: `${path}?new=1`,
    hrefOf: (id: string) => `${path}?id=${encodeURIComponent(id)}`,
  };
}
