import { PutMcpCredentialRequest } from "@/lib/contracts/mcp-credential";
import { storeMcpCredential } from "@/lib/dispatch/save-mcp-credential";
import { listMcpCredentials } from "@/lib/records/mcp-credentials/list-mcp-credentials";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { parseRequest } from "@/lib/surfaces/http/parse-request";
import { readJsonBody } from "@/lib/surfaces/http/read-json-body";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { requireRight } from "@/lib/surfaces/http/require-right";
import { respondBody } from "@/lib/surfaces/http/respond";

export const GET = endpoint<{ id: string }>(async (ctx, _request, { id }) => {
  requireRight(ctx, "admin");
  return respondBody({ credentials: await listMcpCredentials(ctx, id) });
});

export const PUT = endpoint<{ id: string }>(async (ctx, request, { id }) => {
  requireRight(ctx, "admin");
  const given = parseRequest(PutMcpCredentialRequest, await readJsonBody(request));
  return respondBody(await storeMcpCredential(ctx, { server: id, request: given }));
});

export const { POST, PATCH, DELETE, OPTIONS } = refuseMethodsBut("GET", "PUT");
