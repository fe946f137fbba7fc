import { PatchMemoryRequest } from "@/lib/contracts/memory";
import { retagMemory } from "@/lib/records/memory/retag-memory";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { parseRequest } from "@/lib/surfaces/http/parse-request";
import { readJsonBody } from "@/lib/surfaces/http/read-json-body";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { requireRight } from "@/lib/surfaces/http/require-right";
import { respondBody } from "@/lib/surfaces/http/respond";

export const PATCH = endpoint<{ id: string }>(async (ctx, request, { id }) => {
  requireRight(ctx, "admin");
  const { namespace, tags } = parseRequest(PatchMemoryRequest, await readJsonBody(request));
  return respondBody(await retagMemory(ctx, { id, namespace, tags }));
});

export const { GET, POST, PUT, DELETE, OPTIONS } = refuseMethodsBut("PATCH");
