import { checkMcpServer } from "@/lib/dispatch/check-mcp-server";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { requireRight } from "@/lib/surfaces/http/require-right";
import { respondBody } from "@/lib/surfaces/http/respond";

export const POST = endpoint<{ id: string }>(async (ctx, _request, { id }) => {
  requireRight(ctx, "admin");
  return respondBody(await checkMcpServer(ctx, id));
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("POST");
