"use client";

import { Button, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { PlainText } from "@/components/plain-text";
import { Problem } from "@/components/problem";
import { ConfirmDialog } from "@/components/settings/confirm-dialog";
import { allKeys, changeKey } from "@/lib/client/key-queries";
import { visibleText } from "@/lib/client/visible-text";
import type { KeyEntry } from "@/lib/contracts/key";

/** Refuses a key's calls until somebody lets it go on: two clicks to stop it, one to let it go on. */
export function PauseKey({ entry, size = "sm" }: { entry: KeyEntry; size?: "xs" | "sm" }) {
  const client = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const saving = useMutation({
    mutationFn: (paused: boolean) => changeKey({ id: entry.key_id, body: { paused } }),
    onSuccess: () => setIsAsking(false),
    onSettled: () => client.invalidateQueries({ queryKey: allKeys }),
  });
  const isPaused = entry.state === "paused";
  const close = () => {
    setIsAsking(false);
    saving.reset();
  };
  return (
    <>
      <Button
        size={size}
        variant="default"
        aria-label={`${isPaused ? "Resume" : "Pause"} ${visibleText(entry.name)}`}
        loading={saving.isPending && !isAsking}
        onClick={() => (isPaused ? saving.mutate(false) : setIsAsking(true))}
      >
        {isPaused ? "Resume" : "Pause"}
      </Button>
      {saving.error && !isAsking && <Problem error={saving.error} />}
      {isAsking && (
        <ConfirmDialog
          title="Pause this key?"
          confirmLabel="Pause it"
          isPending={saving.isPending}
          onConfirm={() => saving.mutate(true)}
          onClose={close}
        >
          <Text size="sm">
            Within a second <PlainText fw={600}>{entry.name}</PlainText> is refused, its streams close, and its queued
            jobs wait. What runs already goes on.
          </Text>
          {saving.error && <Problem error={saving.error} />}
        </ConfirmDialog>
      )}
    </>
  );
}
