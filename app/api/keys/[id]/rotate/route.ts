import { RotateKeyRequest } from "@/lib/contracts/key";
import { rotateKey } from "@/lib/records/keys/rotate-key";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { parseRequest } from "@/lib/surfaces/http/parse-request";
import { readJsonBody } from "@/lib/surfaces/http/read-json-body";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { requireRight } from "@/lib/surfaces/http/require-right";
import { respondBody } from "@/lib/surfaces/http/respond";

export const POST = endpoint<{ id: string }>(async (ctx, request, { id }) => {
  requireRight(ctx, "admin");
  const asked = parseRequest(RotateKeyRequest, await readJsonBody(request, { emptyMeans: {} }));
  return respondBody(await rotateKey(ctx, { id, request: asked }), 201);
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("POST");
