import { queryOptions } from "@tanstack/react-query";
import type { AcceptedInvitation, AcceptInvitationRequest, ShownInvitation } from "@/lib/contracts/invitation";
import { postJson } from "./post-json";

/** Whom the invitation of a link is for; looking uses nothing up. */
export function shownInvitationQuery(token: string) {
  return queryOptions({
    queryKey: ["invitation", token],
    queryFn: () => postJson<ShownInvitation>("/api/invitations/check", { token }),
    enabled: token !== "",
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function acceptInvitation(body: AcceptInvitationRequest): Promise<AcceptedInvitation> {
  return postJson("/api/invitations/accept", body);
}
