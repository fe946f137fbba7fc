import { listToolEntries } from "@/lib/dispatch/list-tool-entries";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { respondBody } from "@/lib/surfaces/http/respond";

export const GET = endpoint(async (ctx) => respondBody({ tools: await listToolEntries(ctx) }));

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("GET");
