import { RemoveUserQuery, UpdateUserRequest } from "@/lib/contracts/user";
import { changeRole } from "@/lib/records/users/change-role";
import { removeUser } from "@/lib/records/users/remove-user";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { parseQuery, parseRequest } from "@/lib/surfaces/http/parse-request";
import { readJsonBody } from "@/lib/surfaces/http/read-json-body";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { requireRight } from "@/lib/surfaces/http/require-right";
import { respondBody } from "@/lib/surfaces/http/respond";

export const PATCH = endpoint<{ id: string }>(async (ctx, request, { id }) => {
  requireRight(ctx, "admin");
  const change = parseRequest(UpdateUserRequest, await readJsonBody(request));
  return respondBody(await changeRole(ctx, { id, change }));
});

export const DELETE = endpoint<{ id: string }>(async (ctx, request, { id }) => {
  requireRight(ctx, "admin");
  return respondBody(await removeUser(ctx, { id, ...parseQuery(RemoveUserQuery, request) }));
});

export const { GET, POST, PUT, OPTIONS } = refuseMethodsBut("PATCH", "DELETE");
