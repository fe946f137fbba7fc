import { revokeGrant } from "@/lib/records/oauth/revoke-grant";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { respondBody } from "@/lib/surfaces/http/respond";

export const DELETE = endpoint<{ id: string }>(async (ctx, _request, { id }) =>
  respondBody(await revokeGrant(ctx, id)),
);

export const { GET, POST, PUT, PATCH, OPTIONS } = refuseMethodsBut("DELETE");
