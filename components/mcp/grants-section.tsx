"use client";

import { Button, Group, Paper, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import classes from "@/components/approvals/approvals-list.module.css";
import { Moment } from "@/components/moment";
import { PlainText } from "@/components/plain-text";
import { Problem } from "@/components/problem";
import { Section } from "@/components/section";
import { ConfirmDialog } from "@/components/settings/confirm-dialog";
import { grantsQuery, revokeGrant } from "@/lib/client/grant-queries";
import type { GrantEntry } from "@/lib/contracts/oauth";

/** The programs that somebody let in to call intents as them, and the button that ends it. */
export function GrantsSection() {
  const { data, error } = useQuery(grantsQuery());
  const inForce = data?.filter(({ revoked_at }) => revoked_at === null);
  return (
    <Section title="Programs that were let in">
      {error && <Problem error={error} />}
      {inForce?.length === 0 && (
        <Text size="sm" c="dimmed">
          None. A program such as an assistant appears here when somebody lets it in to use /mcp.
        </Text>
      )}
      <ul className={classes.list} aria-label="Programs that were let in">
        {inForce?.map((grant) => (
          <Grant key={grant.grant_id} grant={grant} />
        ))}
      </ul>
    </Section>
  );
}

function Grant({ grant }: { grant: GrantEntry }) {
  const client = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const revoking = useMutation({
    mutationFn: () => revokeGrant(grant.grant_id),
    onSettled: () => {
      setIsAsking(false);
      void client.invalidateQueries({ queryKey: grantsQuery().queryKey });
    },
  });
  return (
    <Paper component="li" withBorder p="sm">
      <Group justify="space-between" gap="xs">
        <Stack gap={2}>
          <PlainText fw={600}>{grant.client_name}</PlainText>
          <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
            for <PlainText>{grant.user_email ?? grant.user_id}</PlainText> · may call{" "}
            <PlainText>{grant.intents.join(", ")}</PlainText> ·{" "}
            {grant.last_used_at ? (
              <>
                last used <Moment iso={grant.last_used_at} />
              </>
            ) : (
              "not used yet"
            )}
          </Text>
        </Stack>
        <Button size="xs" variant="default" onClick={() => setIsAsking(true)}>
          Revoke …
        </Button>
      </Group>
      {revoking.error && <Problem error={revoking.error} />}
      {isAsking && (
        <ConfirmDialog
          title="Revoke this access?"
          confirmLabel="Revoke it"
          isPending={revoking.isPending}
          onConfirm={() => revoking.mutate()}
          onClose={() => setIsAsking(false)}
        >
          <Text>
            <PlainText fw={600}>{grant.client_name}</PlainText> is turned away from its next call on. To come back it
            has to ask again.
          </Text>
        </ConfirmDialog>
      )}
    </Paper>
  );
}
