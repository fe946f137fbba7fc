import { NoBody } from "@/lib/contracts/job";
import { rotateSecret } from "@/lib/records/callbacks/rotate-secret";
import { getKey } from "@/lib/records/keys/get-key";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { parseRequest } from "@/lib/surfaces/http/parse-request";
import { readInputs } from "@/lib/surfaces/http/read-inputs";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { requireRight } from "@/lib/surfaces/http/require-right";
import { respondBody } from "@/lib/surfaces/http/respond";

export const POST = endpoint<{ id: string }>(async (ctx, request, { id }) => {
  requireRight(ctx, "admin");
  parseRequest(NoBody, await readInputs(request));
  const { caller_id: callerId } = await getKey(ctx, id);
  return respondBody(await rotateSecret(ctx, { callerId }));
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("POST");
