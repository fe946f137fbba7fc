import { AcceptKeyRequest } from "@/lib/contracts/host";
import { acceptShownKey } from "@/lib/dispatch/accept-shown-key";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { parseRequest } from "@/lib/surfaces/http/parse-request";
import { readJsonBody } from "@/lib/surfaces/http/read-json-body";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { requireRight } from "@/lib/surfaces/http/require-right";
import { respondBody } from "@/lib/surfaces/http/respond";

export const POST = endpoint<{ id: string }>(async (ctx, request, { id }) => {
  requireRight(ctx, "admin");
  const { fingerprint } = parseRequest(AcceptKeyRequest, await readJsonBody(request));
  return respondBody(await acceptShownKey(ctx, { id, fingerprint }));
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("POST");
