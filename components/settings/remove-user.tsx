"use client";

import { Button, Checkbox, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { PlainText } from "@/components/plain-text";
import { Problem } from "@/components/problem";
import { removeUser, usersQuery } from "@/lib/client/people-queries";
import { visibleText } from "@/lib/client/visible-text";
import type { RemovedUser, UserEntry } from "@/lib/contracts/user";
import { ConfirmDialog } from "./confirm-dialog";

/** Removes somebody after a question, and says what becomes of the API keys that they made. */
export function RemoveUser({ user }: { user: UserEntry }) {
  const client = useQueryClient();
  const [isAsked, setIsAsked] = useState(false);
  const [isRevoking, setIsRevoking] = useState(true);
  const removing = useMutation({
    mutationFn: removeUser,
    meta: { done: ({ email }: RemovedUser) => `${visibleText(email)} is removed.` },
    onSettled: () => client.invalidateQueries({ queryKey: usersQuery().queryKey }),
  });
  const close = () => {
    setIsAsked(false);
    removing.reset();
  };
  return (
    <>
      <Button
        size="xs"
        variant="default"
        aria-label={`Remove ${visibleText(user.email)} …`}
        onClick={() => setIsAsked(true)}
      >
        Remove …
      </Button>
      {isAsked && (
        <ConfirmDialog
          title="Remove this person?"
          confirmLabel="Remove"
          isPending={removing.isPending}
          onConfirm={() => removing.mutate({ id: user.user_id, keys: isRevoking ? "revoke" : "keep" })}
          onClose={close}
        >
          <Text size="sm">
            <PlainText fw={600}>{user.email}</PlainText> is signed out now and cannot sign in again, unless somebody
            invites them. What they did stays in the audit log.
          </Text>
          {user.keys_in_use > 0 && (
            <Checkbox
              label={`Revoke the ${user.keys_in_use === 1 ? "API key" : `${user.keys_in_use} API keys`} they made`}
              description="What runs with such a key stops working."
              checked={isRevoking}
              onChange={(event) => setIsRevoking(event.currentTarget.checked)}
            />
          )}
          {removing.error && <Problem error={removing.error} />}
        </ConfirmDialog>
      )}
    </>
  );
}
