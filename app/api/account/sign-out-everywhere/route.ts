import { signOutEverywhere } from "@/lib/records/users/sign-out-everywhere";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { respondBody } from "@/lib/surfaces/http/respond";

export const POST = endpoint(async (ctx) => respondBody(await signOutEverywhere(ctx)));

export const { GET, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("POST");
