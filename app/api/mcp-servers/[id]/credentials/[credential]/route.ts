import { removeMcpCredential } from "@/lib/dispatch/save-mcp-credential";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { requireRight } from "@/lib/surfaces/http/require-right";
import { respondBody } from "@/lib/surfaces/http/respond";

export const DELETE = endpoint<{ id: string; credential: string }>(async (ctx, _request, { id, credential }) => {
  requireRight(ctx, "admin");
  return respondBody(await removeMcpCredential(ctx, { server: id, id: credential }));
});

export const { GET, POST, PUT, PATCH, OPTIONS } = refuseMethodsBut("DELETE");
