import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { ApprovalList, ApprovalState, ApprovalView, DecideRequest } from "@/lib/contracts/approval";
import type { HostRunList } from "@/lib/contracts/host-run";
import { getJson } from "./get-json";
import { postJson } from "./post-json";

/** The view of the queue as it stands in the page's own URL; a null state is any. */
export type ApprovalsFilter = { state: string | null; cursor: string | null };

const pollMs = 5_000;
const pageSize = 20;
const movingStates: ReadonlySet<ApprovalState> = new Set(["waiting", "approved"]);

/** A page of approvals, fetched again every five seconds. */
export function approvalsQuery({ state, cursor }: ApprovalsFilter) {
  const query = new URLSearchParams({
    ...(state && { state }),
    limit: String(pageSize),
    ...(cursor && { cursor }),
  }).toString();
  return queryOptions({
    queryKey: ["approvals", query],
    queryFn: ({ signal }) => getJson<ApprovalList>(`/api/approvals?${query}`, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: pollMs,
  });
}

/** What waits for a person now; asked in a tab behind others too, whose title counts it. */
export function waitingApprovalsQuery() {
  return queryOptions({
    ...approvalsQuery({ state: "waiting", cursor: null }),
    refetchIntervalInBackground: true,
  });
}

/** One approval, fetched every five seconds while it may still change by itself. */
export function approvalQuery(id: string) {
  return queryOptions({
    queryKey: ["approval", id],
    queryFn: ({ signal }) => getJson<ApprovalView>(approvalPath(id), { signal }),
    refetchInterval: ({ state }) => (state.data && !movingStates.has(state.data.state) ? false : pollMs),
  });
}

/** What ran lately on the host that an approval is for. */
export function hostRunsQuery(id: string) {
  return queryOptions({
    queryKey: ["approval", id, "host-runs"],
    queryFn: ({ signal }) => getJson<HostRunList>(`${approvalPath(id)}/host-runs`, { signal }),
  });
}

/** Decides one approval; the hash in `request` says which version of it was read. */
export function decideApproval({ id, request }: { id: string; request: DecideRequest }): Promise<ApprovalView> {
  return postJson<ApprovalView>(approvalPath(id), request);
}

function approvalPath(id: string): string {
  return `/api/approvals/${encodeURIComponent(id)}`;
}
