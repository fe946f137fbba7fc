import { ReplayRequest } from "@/lib/contracts/orchestrate-request";
import { replayJob } from "@/lib/dispatch/replay-job";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { parseRequest } from "@/lib/surfaces/http/parse-request";
import { readInputs } from "@/lib/surfaces/http/read-inputs";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { respondToRun } from "@/lib/surfaces/http/respond-to-call";

export const POST = endpoint<{ id: string }>(async (ctx, request, { id }) => {
  const { inputs, wait_s } = parseRequest(ReplayRequest, await readInputs(request));
  return respondToRun(ctx, { request, wait_s, run: (waitS) => replayJob(ctx, { id, inputs, wait_s: waitS }) });
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("POST");
