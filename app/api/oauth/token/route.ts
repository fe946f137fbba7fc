import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { handleToken } from "@/lib/surfaces/oauth/handle-token";
import { preflight, publicEndpoint } from "@/lib/surfaces/oauth/public-endpoint";

export const POST = publicEndpoint(handleToken);
export const OPTIONS = preflight;

export const { GET, PUT, PATCH, DELETE } = refuseMethodsBut("POST");
