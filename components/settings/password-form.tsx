"use client";

import { Button, Group, Paper, PasswordInput, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { NewPasswordInput } from "@/components/new-password-input";
import { Problem } from "@/components/problem";
import { changePassword } from "@/lib/client/account-queries";
import { goToSignIn, signIn } from "@/lib/client/session";

/** Another password for the old one. It ends every session; this browser signs in again by itself. */
export function PasswordForm({ email }: { email: string }) {
  const [password, setPassword] = useState<string | null>(null);
  const [round, setRound] = useState(0);
  const saving = useMutation({
    mutationFn: async (request: Parameters<typeof changePassword>[0]) => {
      await changePassword(request);
      if ((await signIn({ email, password: request.new_password })) !== null) goToSignIn();
    },
    meta: { done: "The password is changed, and every other session has ended." },
    onSuccess: () => {
      setPassword(null);
      setRound(round + 1);
    },
  });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const old = String(new FormData(event.currentTarget).get("old"));
    if (password !== null) saving.mutate({ old_password: old, new_password: password });
  };
  return (
    <Paper withBorder p="md">
      <form method="post" onSubmit={submit} key={round}>
        <Stack>
          <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
          <PasswordInput label="Old password" name="old" autoComplete="current-password" required maxLength={1024} />
          <NewPasswordInput onReady={setPassword} />
          {saving.error && <Problem error={saving.error} />}
          <Group>
            <Button type="submit" disabled={password === null} loading={saving.isPending}>
              Change the password
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}
