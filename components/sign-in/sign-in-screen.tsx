"use client";

import { Button, PasswordInput, Stack, TextInput, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { SubmitEvent } from "react";
import { signIn } from "@/lib/client/session";
import { signInProblem } from "@/lib/client/sign-in-problem";
import { Door } from "./door";
import { Refusal } from "./refusal";
import { SignInElsewhere, type SignInMethod } from "./sign-in-elsewhere";

type SignInScreenProps = {
  /** A path of our own. */
  returnTo: string;
  /** What went wrong elsewhere, on the way back from there. */
  errorCode: string | null;
  methods: SignInMethod[];
};

/** The sign-in page: a password, or a provider elsewhere. */
export function SignInScreen({ returnTo, errorCode, methods }: SignInScreenProps) {
  const attempt = useMutation({
    mutationFn: signIn,
    onSuccess: (refusal) => {
      if (refusal === null) window.location.assign(returnTo);
    },
  });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    attempt.mutate({ email: String(fields.get("email")), password: String(fields.get("password")) });
  };
  const hasTried = attempt.data !== undefined || attempt.isPending;
  return (
    <Door note="The first login was printed in the terminal when the server started for the first time.">
      {/* post: should it be sent before the script is there, the password must not land in the address. */}
      <form method="post" onSubmit={submit}>
        <Stack>
          <Title order={1} size="h3">
            Sign in
          </Title>
          <Refusal>{attempt.data ?? (hasTried || errorCode === null ? null : signInProblem(errorCode))}</Refusal>
          <TextInput label="E-mail" name="email" type="email" autoComplete="username" required maxLength={254} />
          <PasswordInput label="Password" name="password" autoComplete="current-password" required maxLength={1024} />
          <Button type="submit" fullWidth loading={attempt.isPending || attempt.data === null}>
            Sign in
          </Button>
        </Stack>
      </form>
      <SignInElsewhere methods={methods} returnTo={returnTo} />
    </Door>
  );
}
