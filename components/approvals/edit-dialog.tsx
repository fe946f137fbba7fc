"use client";

import { Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { Difference } from "@/components/difference";
import { editableText, editInputs } from "@/lib/client/edit-inputs";
import type { ApprovalView } from "@/lib/contracts/approval";
import { DecideDialog } from "./decide-dialog";
import { HostLine } from "./host-line";
import type { Decision } from "./use-decision";

type EditDialogProps = { approval: ApprovalView; decision: Decision; onClose(): void };

/** Changes what runs and approves that instead, with the difference before one's eyes. */
export function EditDialog({ approval: { card, hash }, decision, onClose }: EditDialogProps) {
  const before = editableText(card);
  const [after, setAfter] = useState(before);
  const inputs = editInputs({ card, text: after });
  const isChanged = after !== before;
  return (
    <DecideDialog
      title="Edit, then approve"
      submitLabel="Approve the edited version"
      reasonLabel="Why this instead?"
      isReady={isChanged && inputs !== null}
      decision={decision}
      onClose={onClose}
      onSubmit={(reason) => inputs && decision.send({ decision: "approve", hash, reason, inputs })}
    >
      <HostLine card={card} />
      <Textarea
        label={card.command === null ? "Inputs as JSON" : "Command"}
        autosize
        minRows={3}
        maxRows={12}
        spellCheck={false}
        autoCapitalize="off"
        autoCorrect="off"
        value={after}
        onChange={(event) => setAfter(event.currentTarget.value)}
        error={inputs === null ? (card.command === null ? "This is not a JSON object." : "There is no command.") : null}
        styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
      />
      <Stack gap={4}>
        <Text size="sm" fw={500}>
          Difference
        </Text>
        {isChanged ? (
          <Difference before={before} after={after} />
        ) : (
          <Text size="sm" c="dimmed">
            Nothing is changed yet.
          </Text>
        )}
      </Stack>
    </DecideDialog>
  );
}
