import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { handleRegister } from "@/lib/surfaces/oauth/handle-register";
import { preflight, publicEndpoint } from "@/lib/surfaces/oauth/public-endpoint";

export const POST = publicEndpoint(handleRegister);
export const OPTIONS = preflight;

export const { GET, PUT, PATCH, DELETE } = refuseMethodsBut("POST");
