"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ApiError } from "@/lib/client/api-error";
import { approvalQuery, decideApproval } from "@/lib/client/approval-queries";
import { jobQuery } from "@/lib/client/job-queries";
import type { ApprovalView, DecideRequest } from "@/lib/contracts/approval";

const decided: Partial<Record<ApprovalView["state"], string>> = { approved: "Approved.", rejected: "Rejected." };

type DecisionOptions = { id: string; onDecided(approval: ApprovalView): void; onChanged(): void };

export type Decision = ReturnType<typeof useDecision>;

/** Sends a decision, and shows what came of it; one that came too late fetches the card again. */
export function useDecision({ id, onDecided, onChanged }: DecisionOptions) {
  const client = useQueryClient();
  const { mutate, error, isPending, reset } = useMutation({
    mutationFn: (request: DecideRequest) => decideApproval({ id, request }),
    meta: { done: ({ state }: ApprovalView) => decided[state] ?? "Your decision is counted." },
    onSuccess: (approval) => {
      client.setQueryData(approvalQuery(id).queryKey, approval);
      void client.invalidateQueries({ queryKey: jobQuery(approval.job_id).queryKey });
      onDecided(approval);
    },
    onError: (failure) => {
      if (isConflict(failure)) onChanged();
    },
    // Heard or not, what is shown may be old now.
    onSettled: (_approval, failure) => {
      if (failure) void client.invalidateQueries({ queryKey: approvalQuery(id).queryKey });
      void client.invalidateQueries({ queryKey: ["approvals"] });
    },
  });
  return { send: mutate, error, isPending, isChanged: isConflict(error), reset };
}

function isConflict(error: Error | null): boolean {
  return error instanceof ApiError && error.status === 409;
}
