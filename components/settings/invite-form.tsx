"use client";

import { Button, Group, NativeSelect, Paper, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { CodeBlock } from "@/components/code-block";
import { PlainText } from "@/components/plain-text";
import { Problem } from "@/components/problem";
import { invitationsQuery, invite } from "@/lib/client/people-queries";
import { roleOptions } from "@/lib/client/role-labels";
import { visibleText } from "@/lib/client/visible-text";
import type { UserRole } from "@/lib/contracts/user";

/** Makes an invitation and shows its link, once: no mail is sent, whoever invites passes it on. */
export function InviteForm() {
  const client = useQueryClient();
  const [round, setRound] = useState(0);
  const inviting = useMutation({
    mutationFn: invite,
    onSuccess: () => setRound(round + 1),
    onSettled: () => client.invalidateQueries({ queryKey: invitationsQuery().queryKey }),
  });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    inviting.mutate({ email: String(fields.get("email")), role: fields.get("role") as UserRole });
  };
  return (
    <Paper withBorder p="md">
      <form method="post" onSubmit={submit} key={round}>
        <Stack>
          <Group align="flex-end" gap="sm">
            <TextInput label="E-mail" name="email" type="email" required maxLength={254} flex="1 1 14rem" />
            <NativeSelect label="Role" name="role" data={roleOptions} defaultValue="viewer" flex="1 1 14rem" miw={0} />
            <Button type="submit" loading={inviting.isPending}>
              Make a link
            </Button>
          </Group>
          {inviting.error && <Problem error={inviting.error} />}
        </Stack>
      </form>
      <Stack gap="xs" role="status" mt={inviting.data ? "md" : 0}>
        {inviting.data && (
          <>
            <Text size="sm">
              Send this link to <PlainText fw={600}>{inviting.data.email}</PlainText>. It is shown only now, works once,
              and for 72 hours. Whoever has it can join, so send it where only they read it.
            </Text>
            <CodeBlock text={visibleText(inviting.data.link)} label="The invitation's link" copyLabel="Copy the link" />
          </>
        )}
      </Stack>
    </Paper>
  );
}
