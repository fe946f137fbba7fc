import { endpoint } from "@/lib/surfaces/http/endpoint";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { respondBody } from "@/lib/surfaces/http/respond";
import { listToolsFor } from "@/lib/tools/registry";
import { toolEntry } from "@/lib/tools/tool-entry";

export const GET = endpoint(async (ctx) => respondBody({ tools: listToolsFor(ctx.actor).map(toolEntry) }));

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("GET");
