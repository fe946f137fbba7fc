import { CreateMcpServerRequest } from "@/lib/contracts/mcp-server";
import { createMcpServer } from "@/lib/records/mcp-servers/create-mcp-server";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { listMcpServerEntries } from "@/lib/surfaces/http/list-mcp-server-entries";
import { parseRequest } from "@/lib/surfaces/http/parse-request";
import { readJsonBody } from "@/lib/surfaces/http/read-json-body";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { requireRight } from "@/lib/surfaces/http/require-right";
import { respondBody } from "@/lib/surfaces/http/respond";

export const GET = endpoint(async (ctx) => {
  requireRight(ctx, "admin");
  return respondBody({ servers: await listMcpServerEntries(ctx) });
});

export const POST = endpoint(async (ctx, request) => {
  requireRight(ctx, "admin");
  return respondBody(
    await createMcpServer(ctx, parseRequest(CreateMcpServerRequest, await readJsonBody(request))),
    201,
  );
});

export const { PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("GET", "POST");
