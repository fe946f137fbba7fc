import { ChangePasswordRequest } from "@/lib/contracts/account";
import { changePassword } from "@/lib/records/users/change-password";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { parseRequest } from "@/lib/surfaces/http/parse-request";
import { readJsonBody } from "@/lib/surfaces/http/read-json-body";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { respondBody } from "@/lib/surfaces/http/respond";

export const POST = endpoint(async (ctx, request) => {
  const change = parseRequest(ChangePasswordRequest, await readJsonBody(request));
  return respondBody(await changePassword(ctx, change));
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("POST");
