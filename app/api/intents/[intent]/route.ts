import { IntentCall } from "@/lib/contracts/orchestrate-request";
import { callEndpoint } from "@/lib/surfaces/http/endpoint";
import { parseRequest } from "@/lib/surfaces/http/parse-request";
import { readInputs } from "@/lib/surfaces/http/read-inputs";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { respondToCall } from "@/lib/surfaces/http/respond-to-call";

// A caller may wait 40 seconds, where a platform ends a call after some.
export const maxDuration = 60;

export const POST = callEndpoint<{ intent: string }>(async (ctx, request, { intent }) =>
  respondToCall(ctx, { request, call: parseRequest(IntentCall, { intent, inputs: await readInputs(request) }) }),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("POST");
