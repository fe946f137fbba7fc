import { endpoint } from "@/lib/surfaces/http/endpoint";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { respondBody } from "@/lib/surfaces/http/respond";
import { listCallable } from "@/lib/tools/catalog";
import { toolEntry } from "@/lib/tools/tool-entry";

export const GET = endpoint(async (ctx) => respondBody({ tools: (await listCallable(ctx)).map(toolEntry) }));

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("GET");
