"use client";

import { useSearchParams } from "next/navigation";
import type { ApprovalsFilter } from "@/lib/client/approval-queries";

const any = "any";

/** The queue's filter, which lives in the page's URL; without one it shows what waits. */
export function useApprovalsFilter() {
  const params = useSearchParams();
  const state = params.get("state") || "waiting";
  const filter: ApprovalsFilter = { state: state === any ? null : state, cursor: params.get("cursor") || null };
  // A new filter starts at its first page.
  const setState = (state: string | null) => window.history.pushState(null, "", approvalsPath({ state, cursor: null }));
  return { filter, setState };
}

/** The page of the queue that shows a filter. */
export function approvalsPath({ state, cursor }: ApprovalsFilter): string {
  const given = { ...(state !== "waiting" && { state: state ?? any }), ...(cursor && { cursor }) };
  const query = new URLSearchParams(given).toString();
  return `/console/approvals${query && `?${query}`}`;
}
