import { MemoryFacetsQuery } from "@/lib/contracts/memory";
import { listMemoryNamespaces } from "@/lib/records/memory/list-memory-namespaces";
import { listMemoryTags } from "@/lib/records/memory/list-memory-tags";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { parseQuery } from "@/lib/surfaces/http/parse-request";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { respondBody } from "@/lib/surfaces/http/respond";
import { memoryReader, seesAllMemories } from "@/lib/tools/memory/memory-reader";

export const GET = endpoint(async (ctx, request) => {
  const { namespace: own_namespace } = ctx.actor;
  const reader = memoryReader(ctx, parseQuery(MemoryFacetsQuery, request).namespace);
  const held = seesAllMemories(ctx) ? await listMemoryNamespaces(ctx) : [];
  const { tags, hasMore } = await listMemoryTags(reader);
  return respondBody({
    namespace: reader.actor.namespace,
    own_namespace,
    namespaces: [...new Set([own_namespace, ...held])],
    tags,
    tags_more: hasMore,
  });
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("GET");
