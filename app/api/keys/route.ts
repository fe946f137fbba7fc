import { CreateKeyRequest, KeysQuery } from "@/lib/contracts/key";
import { createKey } from "@/lib/records/keys/create-key";
import { listKeys } from "@/lib/records/keys/list-keys";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { parseQuery, parseRequest } from "@/lib/surfaces/http/parse-request";
import { readJsonBody } from "@/lib/surfaces/http/read-json-body";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { requireRight } from "@/lib/surfaces/http/require-right";
import { respondBody } from "@/lib/surfaces/http/respond";

export const GET = endpoint(async (ctx, request) => {
  requireRight(ctx, "admin");
  return respondBody(await listKeys(ctx, parseQuery(KeysQuery, request)));
});

export const POST = endpoint(async (ctx, request) => {
  requireRight(ctx, "admin");
  return respondBody(await createKey(ctx, parseRequest(CreateKeyRequest, await readJsonBody(request))), 201);
});

export const { PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("GET", "POST");
