import { answer } from "@/lib/surfaces/http/answer";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { respondBody } from "@/lib/surfaces/http/respond";
import { describeClient } from "@/lib/surfaces/mcp-sign-in/describe-client";

export const GET = (request: Request) => answer(request, async ({ env }) => respondBody(describeClient(env)));

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("GET");
