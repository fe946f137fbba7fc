"use client";

import { Alert, Button, Center, Paper, PasswordInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { SubmitEvent } from "react";
import { signIn } from "@/lib/client/session";
import { Brand } from "./brand";
import problemClasses from "./problem.module.css";

/** The sign-in page; `returnTo` is a path of our own. */
export function SignInScreen({ returnTo }: { returnTo: string }) {
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
  return (
    <Center component="main" mih="100dvh" p="md">
      <Stack w="100%" maw={400} gap="lg">
        <Center>
          <Brand />
        </Center>
        <Paper withBorder p="lg" shadow="sm">
          {/* post: should it be sent before the script is there, the password must not land in the address. */}
          <form method="post" onSubmit={submit}>
            <Stack>
              <Title order={1} size="h3">
                Sign in
              </Title>
              {attempt.data && (
                <Alert variant="default" role="alert" p="sm" classNames={{ root: problemClasses.root ?? "" }}>
                  {attempt.data}
                </Alert>
              )}
              <TextInput label="E-mail" name="email" type="email" autoComplete="username" required maxLength={254} />
              <PasswordInput
                label="Password"
                name="password"
                autoComplete="current-password"
                required
                maxLength={1024}
              />
              <Button type="submit" fullWidth loading={attempt.isPending || attempt.data === null}>
                Sign in
              </Button>
            </Stack>
          </form>
        </Paper>
        <Text size="sm" c="dimmed" ta="center">
          The first login was printed in the terminal when the server started for the first time.
        </Text>
      </Stack>
    </Center>
  );
}
