import { DecideConsentRequest } from "@/lib/contracts/oauth";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { parseRequest } from "@/lib/surfaces/http/parse-request";
import { readJsonBody } from "@/lib/surfaces/http/read-json-body";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { respondBody } from "@/lib/surfaces/http/respond";
import { decideConsent } from "@/lib/surfaces/oauth/decide-consent";

export const POST = endpoint(async (ctx, request) =>
  respondBody(await decideConsent(ctx, parseRequest(DecideConsentRequest, await readJsonBody(request)))),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("POST");
