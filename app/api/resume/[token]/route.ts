import { FlowReport } from "@/lib/contracts/flow-binding";
import { type ResumeContext, resumeJob } from "@/lib/dispatch/resume-job";
import { answer } from "@/lib/surfaces/http/answer";
import { parseRequest } from "@/lib/surfaces/http/parse-request";
import { readJsonBody } from "@/lib/surfaces/http/read-json-body";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { respondBody } from "@/lib/surfaces/http/respond";

type Argument = { params: Promise<{ token: string }> };

/** For whoever holds the link, which is all the right it takes. Nothing but a POST with a body does anything. */
export async function POST(request: Request, argument: Argument): Promise<Response> {
  const params = await argument.params;
  const respond = async (base: ResumeContext) => {
    const report = parseRequest(FlowReport, await readJsonBody(request));
    const { jobId, state } = await resumeJob(base, { token: params.token, report });
    return respondBody({ status: "ok", job_id: jobId, state });
  };
  return answer(request, respond, params);
}

export const { GET, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("POST");
