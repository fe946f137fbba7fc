"use client";

import { Button, Group, Modal, Stack } from "@mantine/core";
import type { ReactNode } from "react";

type ConfirmDialogProps = {
  title: string;
  confirmLabel: string;
  isPending: boolean;
  onConfirm(): void;
  onClose(): void;
  children: ReactNode;
};

/** Asks once more before what cannot be taken back. */
export function ConfirmDialog({ title, confirmLabel, isPending, onConfirm, onClose, children }: ConfirmDialogProps) {
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ "aria-label": "Close" }}>
      <Stack>
        {children}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose} data-autofocus>
            Cancel
          </Button>
          <Button color="red.8" onClick={onConfirm} loading={isPending}>
            {confirmLabel}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
