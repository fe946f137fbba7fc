import { BeginMcpSignInRequest } from "@/lib/contracts/mcp-sign-in";
import { beginMcpSignIn } from "@/lib/dispatch/begin-mcp-sign-in";
import { listMcpSignIns } from "@/lib/records/mcp-sign-ins/list-mcp-sign-ins";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { parseRequest } from "@/lib/surfaces/http/parse-request";
import { readJsonBody } from "@/lib/surfaces/http/read-json-body";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { requireRight } from "@/lib/surfaces/http/require-right";
import { respondBody } from "@/lib/surfaces/http/respond";

export const GET = endpoint<{ id: string }>(async (ctx, _request, { id }) => {
  requireRight(ctx, "admin");
  return respondBody({ sign_ins: await listMcpSignIns(ctx, id) });
});

export const POST = endpoint<{ id: string }>(async (ctx, request, { id }) => {
  requireRight(ctx, "admin");
  const given = parseRequest(BeginMcpSignInRequest, await readJsonBody(request));
  return respondBody(await beginMcpSignIn(ctx, { server: id, request: given }), 201);
});

export const { PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("GET", "POST");
