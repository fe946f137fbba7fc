import { Badge } from "@mantine/core";
import { approvalStateLabels } from "@/lib/client/approval-states";
import type { ApprovalState } from "@/lib/contracts/approval";

const colors: Record<ApprovalState, string> = {
  waiting: "yellow.6",
  approved: "teal.6",
  used: "teal.6",
  rejected: "pink.6",
  expired: "gray.6",
  cancelled: "gray.6",
};

/** A state as words; its colour only repeats it. */
export function ApprovalBadge({ state }: { state: ApprovalState }) {
  return (
    <Badge variant="dot" color={colors[state]} tt="none" fw={600}>
      {approvalStateLabels[state]}
    </Badge>
  );
}
