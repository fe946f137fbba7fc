import { CheckInvitationRequest } from "@/lib/contracts/invitation";
import { getInvitation } from "@/lib/records/invitations/get-invitation";
import { parseRequest } from "@/lib/surfaces/http/parse-request";
import { publicEndpoint } from "@/lib/surfaces/http/public-endpoint";
import { readJsonBody } from "@/lib/surfaces/http/read-json-body";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { respondBody } from "@/lib/surfaces/http/respond";

/** Says whom an invitation is for to whoever holds its link, and uses nothing up. */
export const POST = publicEndpoint(async (ctx, request) => {
  const { token } = parseRequest(CheckInvitationRequest, await readJsonBody(request));
  const { email, role, expiresAt } = await getInvitation(ctx, token);
  return respondBody({ email, role, expires_at: expiresAt.toISOString() });
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("POST");
