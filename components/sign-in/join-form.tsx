"use client";

import { Button, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { NewPasswordInput } from "@/components/new-password-input";
import { Problem } from "@/components/problem";
import { acceptInvitation } from "@/lib/client/join-queries";
import { signIn } from "@/lib/client/session";

/** A name and a password; then the new user is signed in. */
export function JoinForm({ token, email }: { token: string; email: string }) {
  const [password, setPassword] = useState<string | null>(null);
  const joining = useMutation({
    mutationFn: async (given: { name: string; password: string }) => {
      await acceptInvitation({ token, ...given });
      const refusal = await signIn({ email, password: given.password });
      window.location.assign(refusal === null ? "/console" : "/sign-in");
    },
  });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get("name"));
    if (password !== null) joining.mutate({ name, password });
  };
  return (
    <form method="post" onSubmit={submit}>
      <Stack>
        {/* For password managers: whom the password is for. */}
        <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
        <TextInput label="Your name" name="name" autoComplete="name" required maxLength={100} />
        <NewPasswordInput onReady={setPassword} />
        {joining.error && <Problem error={joining.error} />}
        <Button type="submit" fullWidth disabled={password === null} loading={joining.isPending || joining.isSuccess}>
          Join
        </Button>
      </Stack>
    </form>
  );
}
