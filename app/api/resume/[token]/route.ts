import { FlowReport } from "@/lib/contracts/flow-binding";
import { resumeJob } from "@/lib/dispatch/resume-job";
import { answer } from "@/lib/surfaces/http/answer";
import { parseRequest } from "@/lib/surfaces/http/parse-request";
import { readJsonBody } from "@/lib/surfaces/http/read-json-body";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { respondBody } from "@/lib/surfaces/http/respond";

type Argument = { params: Promise<{ token: string }> };

/** For whoever holds the link, which is all the right it takes. Nothing but a POST with a body does anything. */
export function POST(request: Request, { params }: Argument): Promise<Response> {
  return answer(request, async (base) => {
    const { token } = await params;
    const { jobId, state } = await resumeJob(base, {
      token,
      report: parseRequest(FlowReport, await readJsonBody(request)),
    });
    return respondBody({ status: "ok", job_id: jobId, state });
  });
}

export const { GET, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("POST");
