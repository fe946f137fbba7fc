import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { handleRevoke } from "@/lib/surfaces/oauth/handle-revoke";
import { preflight, publicEndpoint } from "@/lib/surfaces/oauth/public-endpoint";

export const POST = publicEndpoint(handleRevoke);
export const OPTIONS = preflight;

export const { GET, PUT, PATCH, DELETE } = refuseMethodsBut("POST");
