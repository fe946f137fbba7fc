"use client";

import { PlainText } from "@/components/plain-text";
import type { ApprovalView } from "@/lib/contracts/approval";
import { DecideDialog } from "./decide-dialog";
import type { Decision } from "./use-decision";

type RejectDialogProps = { approval: ApprovalView; decision: Decision; onClose(): void };

/** Ends it: whoever asked is told why. */
export function RejectDialog({ approval: { card, hash }, decision, onClose }: RejectDialogProps) {
  return (
    <DecideDialog
      title="Reject this?"
      submitLabel="Reject"
      submitColor="red.8"
      reasonLabel="Why may it not run?"
      decision={decision}
      onClose={onClose}
      onSubmit={(reason) => decision.send({ decision: "reject", hash, reason })}
    >
      <PlainText fw={600}>{card.title}</PlainText>
    </DecideDialog>
  );
}
