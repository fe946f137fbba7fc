import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { respondBody } from "@/lib/surfaces/http/respond";
import { describeResource } from "@/lib/surfaces/oauth/describe-server";
import { preflight, publicEndpoint } from "@/lib/surfaces/oauth/public-endpoint";

export const GET = publicEndpoint(async ({ env }) => respondBody(describeResource(env)));
export const OPTIONS = preflight;

export const { POST, PUT, PATCH, DELETE } = refuseMethodsBut("GET");
