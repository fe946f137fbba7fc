"use client";

import { Button, Group, Paper, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { PlainText } from "@/components/plain-text";
import { Problem } from "@/components/problem";
import { useNow } from "@/components/use-now";
import { formatExactTime, formatTimeLeft } from "@/lib/client/format-time";
import { invitationsQuery, revokeInvitation } from "@/lib/client/people-queries";
import { roleLabels } from "@/lib/client/role-labels";
import { visibleText } from "@/lib/client/visible-text";
import type { InvitationEntry } from "@/lib/contracts/invitation";

/** The invitations that are open, and the way to end one. */
export function InvitationsList({ invitations }: { invitations: InvitationEntry[] }) {
  const client = useQueryClient();
  const revoking = useMutation({
    mutationFn: revokeInvitation,
    meta: { done: "The invitation is revoked." },
    onSettled: () => client.invalidateQueries({ queryKey: invitationsQuery().queryKey }),
  });
  return (
    <Stack gap="xs" component="ul" m={0} p={0} aria-label="Open invitations">
      {revoking.error && <Problem error={revoking.error} />}
      {invitations.map(({ invitation_id, email, role, invited_by, expires_at }) => (
        <Paper key={invitation_id} component="li" withBorder p="sm">
          <Group justify="space-between" gap="xs">
            <Stack gap={0} miw={0}>
              <PlainText fw={600} fz="sm">
                {email}
              </PlainText>
              <Text size="sm" c="dimmed">
                {roleLabels[role].label} · invited by <PlainText>{invited_by}</PlainText> ·{" "}
                <TimeLeft iso={expires_at} />
              </Text>
            </Stack>
            <Button
              size="xs"
              variant="default"
              aria-label={`Revoke the invitation of ${visibleText(email)}`}
              loading={revoking.isPending && revoking.variables === invitation_id}
              onClick={() => revoking.mutate(invitation_id)}
            >
              Revoke
            </Button>
          </Group>
        </Paper>
      ))}
    </Stack>
  );
}

function TimeLeft({ iso }: { iso: string }) {
  const left = formatTimeLeft({ iso, nowMs: useNow() });
  return (
    <time dateTime={iso} title={formatExactTime(iso)}>
      {left === null ? "over" : `${left} left`}
    </time>
  );
}
