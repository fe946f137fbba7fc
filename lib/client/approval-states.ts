import type { ApprovalState } from "@/lib/contracts/approval";

/** Every state an approval can be in, with the words that a person reads. */
export const approvalStateLabels: Record<ApprovalState, string> = {
  waiting: "Waiting",
  approved: "Approved",
  used: "Approved and started",
  rejected: "Rejected",
  expired: "Expired",
  cancelled: "Cancelled",
};
