"use client";

import { Button, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { PlainText } from "@/components/plain-text";
import { Problem } from "@/components/problem";
import { ConfirmDialog } from "@/components/settings/confirm-dialog";
import { allKeys, revokeKey } from "@/lib/client/key-queries";
import type { KeyEntry } from "@/lib/contracts/key";

/** Ends a key for good, once its name was typed. */
export function RevokeKey({ entry }: { entry: KeyEntry }) {
  const client = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const [typed, setTyped] = useState("");
  const revoking = useMutation({
    mutationFn: () => revokeKey(entry.key_id),
    onSettled: () => client.invalidateQueries({ queryKey: allKeys }),
  });
  const close = () => {
    setIsAsking(false);
    setTyped("");
    revoking.reset();
  };
  const isNamed = typed.trim() === entry.name;
  return (
    <>
      <Button variant="default" c="var(--mantine-color-error)" onClick={() => setIsAsking(true)}>
        Revoke …
      </Button>
      {isAsking && (
        <ConfirmDialog
          title="Revoke this key?"
          confirmLabel="Revoke it"
          isPending={revoking.isPending}
          isReady={isNamed}
          onConfirm={() => revoking.mutate()}
          onClose={close}
        >
          <Text size="sm">
            Within a second it is refused everywhere, and its streams close. It cannot be taken back.
            {entry.caller_id !== entry.key_id || entry.replaced_by !== null
              ? " Jobs that are queued go on as long as another key of the same caller is active."
              : " Its queued jobs fail; what runs already goes on."}
          </Text>
          <TextInput
            label={
              <>
                Type its name, <PlainText fw={600}>{entry.name}</PlainText>, to confirm
              </>
            }
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
          />
          {revoking.error && <Problem error={revoking.error} />}
        </ConfirmDialog>
      )}
    </>
  );
}
