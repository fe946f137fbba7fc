import type { CreatedInvitation, CreateInvitationRequest } from "@/lib/contracts/invitation";
import type { RemovedUser, RemoveUserQuery, UserEntry, UserRole } from "@/lib/contracts/user";
import { createInvitation } from "@/lib/records/invitations/create-invitation";
import { changeRole } from "@/lib/records/users/change-role";
import { listUsers } from "@/lib/records/users/list-users";
import { removeUser } from "@/lib/records/users/remove-user";
import type { AdminVerb } from "./with-admin";

const pathOf = (id: string) => `/users/${encodeURIComponent(id)}`;

const list: AdminVerb<void, UserEntry[]> = {
  run: (ctx) => listUsers(ctx),
  ask: () => ({ method: "GET", path: "/users" }),
  pick: ({ users }: { users: UserEntry[] }) => users,
};

const invite: AdminVerb<CreateInvitationRequest, CreatedInvitation> = {
  run: createInvitation,
  ask: (body) => ({ method: "POST", path: "/invitations", body }),
};

const setRole: AdminVerb<{ id: string; role: UserRole }, UserEntry> = {
  run: (ctx, { id, role }) => changeRole(ctx, { id, change: { role } }),
  ask: ({ id, role }) => ({ method: "PATCH", path: pathOf(id), body: { role } }),
};

const remove: AdminVerb<RemoveUserQuery & { id: string }, RemovedUser> = {
  run: removeUser,
  ask: ({ id, keys }) => ({ method: "DELETE", path: `${pathOf(id)}?keys=${keys}` }),
};

/** What the command line does with people. */
export const userVerbs = { list, invite, setRole, remove };
