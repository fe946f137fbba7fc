import { MemoriesQuery } from "@/lib/contracts/memory";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { parseQuery } from "@/lib/surfaces/http/parse-request";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { respondBody } from "@/lib/surfaces/http/respond";
import { memoryReader } from "@/lib/tools/memory/memory-reader";
import { readMemories } from "@/lib/tools/memory/read-memories";

export const GET = endpoint(async (ctx, request) => {
  const query = parseQuery(MemoriesQuery, request, ["tag"]);
  return respondBody(await readMemories(memoryReader(ctx, query.namespace), query));
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("GET");
