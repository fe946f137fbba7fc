"use client";

import { Button, Group, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Problem } from "@/components/problem";
import { signOutEverywhere } from "@/lib/client/account-queries";
import { ConfirmDialog } from "./confirm-dialog";

/** Ends every session of the account, this one too. */
export function SignOutEverywhere() {
  const [isAsked, setIsAsked] = useState(false);
  const leaving = useMutation({
    mutationFn: signOutEverywhere,
    onSuccess: () => window.location.assign("/sign-in"),
  });
  return (
    <Stack gap="xs" align="flex-start">
      <Text size="sm" c="dimmed">
        If you left a browser signed in somewhere, or somebody else may have your session: every one of them ends.
      </Text>
      <Group>
        <Button variant="default" onClick={() => setIsAsked(true)}>
          Sign out everywhere …
        </Button>
      </Group>
      {isAsked && (
        <ConfirmDialog
          title="Sign out everywhere?"
          confirmLabel="Sign out everywhere"
          isPending={leaving.isPending || leaving.isSuccess}
          onConfirm={() => leaving.mutate()}
          onClose={() => setIsAsked(false)}
        >
          <Text size="sm">Every browser that you are signed in with has to sign in again, this one too.</Text>
          {leaving.error && <Problem error={leaving.error} />}
        </ConfirmDialog>
      )}
    </Stack>
  );
}
