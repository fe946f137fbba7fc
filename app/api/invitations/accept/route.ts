import { AcceptInvitationRequest } from "@/lib/contracts/invitation";
import { acceptInvitation } from "@/lib/records/invitations/accept-invitation";
import { parseRequest } from "@/lib/surfaces/http/parse-request";
import { publicEndpoint } from "@/lib/surfaces/http/public-endpoint";
import { readJsonBody } from "@/lib/surfaces/http/read-json-body";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { respondBody } from "@/lib/surfaces/http/respond";

/** Makes a user of whoever holds an invitation's link, once. */
export const POST = publicEndpoint(async (ctx, request) => {
  const acceptance = parseRequest(AcceptInvitationRequest, await readJsonBody(request));
  return respondBody(await acceptInvitation(ctx, acceptance), 201);
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("POST");
