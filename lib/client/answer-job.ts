import type { JobView } from "@/lib/contracts/envelope";
import type { AnswerRequest } from "@/lib/contracts/job-question";
import { jobPath } from "./job-queries";
import { postJson } from "./post-json";

/** Answers what a running job asks. */
export function answerJob({ id, request }: { id: string; request: AnswerRequest }): Promise<JobView> {
  return postJson<JobView>(`${jobPath(id)}/answer`, request);
}
