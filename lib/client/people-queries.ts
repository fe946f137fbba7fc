import { queryOptions } from "@tanstack/react-query";
import type { CreatedInvitation, CreateInvitationRequest, InvitationEntry } from "@/lib/contracts/invitation";
import type { RemovedUser, UserEntry, UserRole } from "@/lib/contracts/user";
import { getJson } from "./get-json";
import { postJson } from "./post-json";
import { sendJson } from "./send-json";

const userPath = (id: string) => `/api/users/${encodeURIComponent(id)}`;

/** Everybody who may sign in. */
export function usersQuery() {
  return queryOptions({
    queryKey: ["people", "users"],
    queryFn: ({ signal }) => getJson<{ users: UserEntry[] }>("/api/users", { signal }),
  });
}

/** The invitations that are open. */
export function invitationsQuery() {
  return queryOptions({
    queryKey: ["people", "invitations"],
    queryFn: ({ signal }) => getJson<{ invitations: InvitationEntry[] }>("/api/invitations", { signal }),
  });
}

export function changeRole({ id, role }: { id: string; role: UserRole }): Promise<UserEntry> {
  return sendJson({ method: "PATCH", path: userPath(id), body: { role } });
}

export function removeUser({ id, keys }: { id: string; keys: "revoke" | "keep" }): Promise<RemovedUser> {
  return sendJson({ method: "DELETE", path: `${userPath(id)}?keys=${keys}` });
}

export function invite(body: CreateInvitationRequest): Promise<CreatedInvitation> {
  return postJson("/api/invitations", body);
}

export function revokeInvitation(id: string): Promise<InvitationEntry> {
  return sendJson({ method: "DELETE", path: `/api/invitations/${encodeURIComponent(id)}` });
}
