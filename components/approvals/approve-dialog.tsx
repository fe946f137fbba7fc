"use client";

import { CodeBlock } from "@/components/code-block";
import { ExactBlock } from "@/components/exact-block";
import { visibleJson } from "@/lib/client/visible-text";
import type { ApprovalView } from "@/lib/contracts/approval";
import { DecideDialog } from "./decide-dialog";
import { HostLine } from "./host-line";
import type { Decision } from "./use-decision";

type ApproveDialogProps = { approval: ApprovalView; decision: Decision; onClose(): void };

/** Says once more what runs where, before it does. */
export function ApproveDialog({ approval: { card, hash }, decision, onClose }: ApproveDialogProps) {
  return (
    <DecideDialog
      title="Approve this?"
      submitLabel="Approve"
      reasonLabel="Why may it run?"
      decision={decision}
      onClose={onClose}
      onSubmit={(reason) => decision.send({ decision: "approve", hash, reason })}
    >
      <HostLine card={card} />
      {card.command === null ? (
        <CodeBlock text={visibleJson(card.inputs)} label="Inputs to approve" />
      ) : (
        <ExactBlock text={card.command} label="Command to approve" />
      )}
    </DecideDialog>
  );
}
