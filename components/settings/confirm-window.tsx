"use client";

import { Button, Group, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { Dialog } from "@/components/dialog";

type ConfirmDialogProps = {
  title: string;
  confirmLabel: string;
  isPending: boolean;
  /** Whether it may be confirmed already. */
  isReady?: boolean;
  onConfirm(): void;
  onClose(): void;
  children: ReactNode;
};

/** Asks once more before what cannot be taken back. */
export function ConfirmWindow({
  title,
  confirmLabel,
  isPending,
  isReady = true,
  onConfirm,
  onClose,
  children,
}: ConfirmDialogProps) {
  return (
    <Dialog onClose={onClose} title={title}>
      <Stack>
        {children}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose} data-autofocus>
            Cancel
          </Button>
          <Button color="red.8" onClick={onConfirm} loading={isPending} disabled={!isReady}>
            {confirmLabel}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
