import { UpdateKeyRequest } from "@/lib/contracts/key";
import { getKey } from "@/lib/records/keys/get-key";
import { revokeKey } from "@/lib/records/keys/revoke-key";
import { updateKey } from "@/lib/records/keys/update-key";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { parseRequest } from "@/lib/surfaces/http/parse-request";
import { readJsonBody } from "@/lib/surfaces/http/read-json-body";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { requireRight } from "@/lib/surfaces/http/require-right";
import { respondBody } from "@/lib/surfaces/http/respond";

export const GET = endpoint<{ id: string }>(async (ctx, _request, { id }) => {
  requireRight(ctx, "admin");
  return respondBody(await getKey(ctx, id));
});

export const PATCH = endpoint<{ id: string }>(async (ctx, request, { id }) => {
  requireRight(ctx, "admin");
  const change = parseRequest(UpdateKeyRequest, await readJsonBody(request));
  return respondBody(await updateKey(ctx, { id, change }));
});

export const DELETE = endpoint<{ id: string }>(async (ctx, _request, { id }) => {
  requireRight(ctx, "admin");
  return respondBody(await revokeKey(ctx, id));
});

export const { POST, PUT, OPTIONS } = refuseMethodsBut("GET", "PATCH", "DELETE");
