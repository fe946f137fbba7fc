"use client";

import { NativeSelect, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { PlainText } from "@/components/plain-text";
import { Problem } from "@/components/problem";
import { changeRole, usersQuery } from "@/lib/client/people-queries";
import { roleLabels } from "@/lib/client/role-labels";
import { visibleText } from "@/lib/client/visible-text";
import type { UserEntry, UserRole } from "@/lib/contracts/user";
import { ConfirmDialog } from "./confirm-dialog";

const options = Object.entries(roleLabels).map(([value, { label }]) => ({ value, label }));

/** Somebody's role, changed after a question: it ends their sessions. One's own is only shown. */
export function RoleSelect({ user, isOneself }: { user: UserEntry; isOneself: boolean }) {
  const client = useQueryClient();
  const [wanted, setWanted] = useState<UserRole | null>(null);
  const saving = useMutation({
    mutationFn: changeRole,
    meta: { done: "The role is changed." },
    onSuccess: () => setWanted(null),
    onSettled: () => client.invalidateQueries({ queryKey: usersQuery().queryKey }),
  });
  if (isOneself) return <Text size="sm">{roleLabels[user.role].label}</Text>;
  const close = () => {
    setWanted(null);
    saving.reset();
  };
  return (
    <>
      <NativeSelect
        aria-label={`Role of ${visibleText(user.email)}`}
        size="sm"
        data={options}
        value={user.role}
        onChange={(event) => setWanted(event.currentTarget.value as UserRole)}
      />
      {wanted && (
        <ConfirmDialog
          title={`Make ${roleLabels[wanted].label.toLowerCase()}?`}
          confirmLabel="Change the role"
          isPending={saving.isPending}
          onConfirm={() => saving.mutate({ id: user.user_id, role: wanted })}
          onClose={close}
        >
          <Text size="sm">
            <PlainText fw={600}>{user.email}</PlainText> becomes {roleLabels[wanted].label}: {roleLabels[wanted].about}.
            Their sessions end now, and they have to sign in again.
          </Text>
          {saving.error && <Problem error={saving.error} />}
        </ConfirmDialog>
      )}
    </>
  );
}
