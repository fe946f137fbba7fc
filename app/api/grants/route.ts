import { listGrants } from "@/lib/records/oauth/list-grants";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { respondBody } from "@/lib/surfaces/http/respond";

export const GET = endpoint(async (ctx) => respondBody({ grants: await listGrants(ctx) }));

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("GET");
