import { UpdateAccountRequest } from "@/lib/contracts/account";
import { getAccount } from "@/lib/records/users/get-account";
import { updateAccount } from "@/lib/records/users/update-account";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { parseRequest } from "@/lib/surfaces/http/parse-request";
import { readJsonBody } from "@/lib/surfaces/http/read-json-body";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { respondBody } from "@/lib/surfaces/http/respond";

export const GET = endpoint(async (ctx) => respondBody(await getAccount(ctx)));

export const PATCH = endpoint(async (ctx, request) => {
  const change = parseRequest(UpdateAccountRequest, await readJsonBody(request));
  return respondBody(await updateAccount(ctx, change));
});

export const { POST, PUT, DELETE, OPTIONS } = refuseMethodsBut("GET", "PATCH");
