"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { answerJob } from "@/lib/client/answer-job";
import { ApiError } from "@/lib/client/api-error";
import { jobQuery } from "@/lib/client/job-queries";
import type { AnswerRequest } from "@/lib/contracts/job-question";

/** Sends an answer, and shows what came of it; one that came too late fetches the job again. */
export function useAnswer(jobId: string) {
  const client = useQueryClient();
  const { mutate, error, isPending } = useMutation({
    mutationFn: (request: AnswerRequest) => answerJob({ id: jobId, request }),
    meta: { done: "The answer is given." },
    onSettled: () => void client.invalidateQueries({ queryKey: jobQuery(jobId).queryKey }),
  });
  const faults =
    error instanceof ApiError ? Object.fromEntries(error.errors.map((one) => [one.path, one.message])) : {};
  return { send: mutate, error, faults, isPending };
}
