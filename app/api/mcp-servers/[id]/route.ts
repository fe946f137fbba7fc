import { UpdateMcpServerRequest } from "@/lib/contracts/mcp-server";
import { changeMcpServer, removeMcpServer } from "@/lib/dispatch/save-mcp-server";
import { getMcpServer } from "@/lib/records/mcp-servers/get-mcp-server";
import { mcpServerEntry } from "@/lib/records/mcp-servers/mcp-server-entry";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { parseRequest } from "@/lib/surfaces/http/parse-request";
import { readJsonBody } from "@/lib/surfaces/http/read-json-body";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { requireRight } from "@/lib/surfaces/http/require-right";
import { respondBody } from "@/lib/surfaces/http/respond";

export const GET = endpoint<{ id: string }>(async (ctx, _request, { id }) => {
  requireRight(ctx, "admin");
  return respondBody(mcpServerEntry(ctx, await getMcpServer(ctx, id)));
});

export const PATCH = endpoint<{ id: string }>(async (ctx, request, { id }) => {
  requireRight(ctx, "admin");
  const change = parseRequest(UpdateMcpServerRequest, await readJsonBody(request));
  return respondBody(await changeMcpServer(ctx, { id, change }));
});

export const DELETE = endpoint<{ id: string }>(async (ctx, _request, { id }) => {
  requireRight(ctx, "admin");
  return respondBody(await removeMcpServer(ctx, id));
});

export const { POST, PUT, OPTIONS } = refuseMethodsBut("GET", "PATCH", "DELETE");
