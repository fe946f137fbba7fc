import { RotateSecretRequest } from "@/lib/contracts/callback";
import { rotateSecret } from "@/lib/records/callbacks/rotate-secret";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { parseRequest } from "@/lib/surfaces/http/parse-request";
import { readJsonBody } from "@/lib/surfaces/http/read-json-body";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { requireRight } from "@/lib/surfaces/http/require-right";
import { respondBody } from "@/lib/surfaces/http/respond";

export const POST = endpoint(async (ctx, request) => {
  const { caller_id = ctx.actor.id } = parseRequest(
    RotateSecretRequest,
    await readJsonBody(request, { emptyMeans: {} }),
  );
  if (caller_id !== ctx.actor.id) requireRight(ctx, "admin");
  return respondBody(await rotateSecret(ctx, { callerId: caller_id }));
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("POST");
