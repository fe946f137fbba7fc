"use client";

import { Button, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { signOut } from "@/lib/client/session";

export function SignOutButton() {
  const leaving = useMutation({ mutationFn: signOut });
  return (
    <>
      <Button variant="default" size="xs" loading={leaving.isPending} onClick={() => leaving.mutate()}>
        Sign out
      </Button>
      {leaving.isError && (
        <Text size="xs" c="var(--mantine-color-error)" role="alert">
          You are still signed in: the server does not answer.
        </Text>
      )}
    </>
  );
}
