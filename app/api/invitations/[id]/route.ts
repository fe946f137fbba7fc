import { revokeInvitation } from "@/lib/records/invitations/revoke-invitation";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { requireRight } from "@/lib/surfaces/http/require-right";
import { respondBody } from "@/lib/surfaces/http/respond";

export const DELETE = endpoint<{ id: string }>(async (ctx, _request, { id }) => {
  requireRight(ctx, "admin");
  return respondBody(await revokeInvitation(ctx, id));
});

export const { GET, POST, PUT, PATCH, OPTIONS } = refuseMethodsBut("DELETE");
