import { AnswerRequest } from "@/lib/contracts/job-question";
import { answerQuestion } from "@/lib/dispatch/answer-question";
import { jobView } from "@/lib/dispatch/job-envelope";
import { findJobDetails } from "@/lib/records/jobs/find-job-details";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { parseRequest } from "@/lib/surfaces/http/parse-request";
import { readJsonBody } from "@/lib/surfaces/http/read-json-body";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { respondFitted } from "@/lib/surfaces/http/respond";

export const POST = endpoint<{ id: string }>(async (ctx, request, { id }) => {
  const answer = parseRequest(AnswerRequest, await readJsonBody(request));
  const job = await answerQuestion(ctx, { jobId: id, request: answer });
  const view = jobView(ctx, { job, ...(await findJobDetails(ctx, job)) });
  return respondFitted(view, ["result", "inputs", "context", "questions"]);
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("POST");
