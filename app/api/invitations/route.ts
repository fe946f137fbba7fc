import { CreateInvitationRequest } from "@/lib/contracts/invitation";
import { createInvitation } from "@/lib/records/invitations/create-invitation";
import { listInvitations } from "@/lib/records/invitations/list-invitations";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { parseRequest } from "@/lib/surfaces/http/parse-request";
import { readJsonBody } from "@/lib/surfaces/http/read-json-body";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { requireRight } from "@/lib/surfaces/http/require-right";
import { respondBody } from "@/lib/surfaces/http/respond";

export const GET = endpoint(async (ctx) => {
  requireRight(ctx, "admin");
  return respondBody({ invitations: await listInvitations(ctx) });
});

export const POST = endpoint(async (ctx, request) => {
  requireRight(ctx, "admin");
  const invitation = parseRequest(CreateInvitationRequest, await readJsonBody(request));
  return respondBody(await createInvitation(ctx, invitation), 201);
});

export const { PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("GET", "POST");
