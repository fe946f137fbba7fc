"use client";

import { Button, Group, Stack, Textarea } from "@mantine/core";
import { type ReactNode, type SubmitEvent, useState } from "react";
import { Dialog } from "@/components/dialog";
import { Problem } from "@/components/problem";
import type { Decision } from "./use-decision";

type DecideDialogProps = {
  title: string;
  submitLabel: string;
  submitColor?: string;
  reasonLabel: string;
  /** Whether what stands above the reason is complete. */
  isReady?: boolean;
  decision: Decision;
  onSubmit(reason: string): void;
  onClose(): void;
  children?: ReactNode;
};

const reasonCharsMax = 1_000;

/** The last step of every decision: what it is about, and a reason that is kept with it. */
export function DecideDialog({ decision, isReady = true, onSubmit, onClose, ...props }: DecideDialogProps) {
  const [reason, setReason] = useState("");
  const [isMissing, setIsMissing] = useState(false);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (reason.trim() === "") setIsMissing(true);
    else if (isReady && !decision.isPending) onSubmit(reason.trim());
  };
  return (
    <Dialog onClose={onClose} title={props.title} size="lg">
      <form method="post" onSubmit={submit} noValidate>
        <Stack>
          {props.children}
          <Textarea
            label={props.reasonLabel}
            description="It is kept with the decision, for whoever reads this later."
            required
            autosize
            minRows={2}
            maxRows={6}
            maxLength={reasonCharsMax}
            data-autofocus
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            error={isMissing && reason.trim() === "" ? "Say why, in a few words." : null}
          />
          {decision.error && !decision.isChanged && <Problem error={decision.error} />}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button
              type="submit"
              loading={decision.isPending}
              disabled={!isReady}
              {...(props.submitColor && { color: props.submitColor })}
            >
              {props.submitLabel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
