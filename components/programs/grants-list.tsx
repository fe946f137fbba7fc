"use client";

import { Button, EmptyState, Group, Paper, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import classes from "@/components/approvals/approvals-list.module.css";
import { CodeBlock } from "@/components/code-block";
import { useCallPlace } from "@/components/console-facts";
import { LoadingRows } from "@/components/loading-rows";
import { Moment } from "@/components/moment";
import { PlainText } from "@/components/plain-text";
import { Problem } from "@/components/problem";
import { ConfirmDialog } from "@/components/settings/confirm-dialog";
import { grantsQuery, revokeGrant } from "@/lib/client/grant-queries";
import type { GrantEntry } from "@/lib/contracts/oauth";

const rowPx = 64;

/** The programs that somebody let in to call intents as them, and the button that ends it. */
export function GrantsList() {
  const { data, error, isPending, refetch } = useQuery(grantsQuery());
  const inForce = data?.filter(({ revoked_at }) => revoked_at === null);
  return (
    <>
      {error && <Problem error={error} retry={() => void refetch()} />}
      {isPending && <LoadingRows label="Loading programs" height={rowPx} />}
      {inForce?.length === 0 && <NoProgram />}
      <ul className={classes.list} aria-label="Programs that were let in">
        {inForce?.map((grant) => (
          <Grant key={grant.grant_id} grant={grant} />
        ))}
      </ul>
    </>
  );
}

function Grant({ grant }: { grant: GrantEntry }) {
  const client = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const revoking = useMutation({
    mutationFn: () => revokeGrant(grant.grant_id),
    meta: { done: "The access is revoked." },
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

function NoProgram() {
  const { origin } = useCallPlace();
  return (
    <Paper withBorder p="xl">
      <Stack>
        <EmptyState
          title="No program was let in"
          description="An assistant appears here when somebody lets it in to use /mcp in their name. Add this address to one that asks its user to sign in, such as ChatGPT or claude.ai; in Claude Code:"
        />
        <CodeBlock
          text={`claude mcp add --transport http orchestrator ${origin}/mcp`}
          label="The command that adds this server to Claude Code"
        />
      </Stack>
    </Paper>
  );
}
