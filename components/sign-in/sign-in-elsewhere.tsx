"use client";

import { Button, Divider, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { signInElsewhere } from "@/lib/client/session";
import { Refusal } from "./refusal";

export type SignInMethod = { id: string; name: string };

/** A button for each provider elsewhere; nothing where none is configured. */
export function SignInElsewhere({ methods, returnTo }: { methods: SignInMethod[]; returnTo: string }) {
  const leaving = useMutation({ mutationFn: signInElsewhere });
  if (methods.length === 0) return null;
  return (
    <Stack gap="sm" mt="md">
      <Divider label="or" labelPosition="center" />
      <Refusal>{leaving.data}</Refusal>
      {methods.map(({ id, name }) => (
        <Button
          key={id}
          variant="default"
          fullWidth
          loading={leaving.isPending && leaving.variables.provider === id}
          onClick={() => leaving.mutate({ provider: id, returnTo })}
        >
          Continue with {name}
        </Button>
      ))}
    </Stack>
  );
}
