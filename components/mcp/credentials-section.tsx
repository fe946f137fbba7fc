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
import { mcpCredentialsQuery, removeMcpCredential } from "@/lib/client/mcp-server-queries";
import type { McpCredentialEntry } from "@/lib/contracts/mcp-credential";
import { AddCredential } from "./add-credential";
import { useCallerNames } from "./use-caller-names";

/** As whom each caller reaches a server: what is kept is named, and never shown again. */
export function CredentialsSection({ name }: { name: string }) {
  const { data, error } = useQuery(mcpCredentialsQuery(name));
  const [isAdding, setIsAdding] = useState(false);
  const { nameOf } = useCallerNames();
  return (
    <Section title="Credentials">
      <Stack gap="sm" align="flex-start">
        <Text size="sm" c="dimmed">
          As whom a caller's calls reach it. A caller without one of its own uses that of all others, else the server's
          headers.
        </Text>
        {error && <Problem error={error} />}
        {data && data.length > 0 && (
          <ul className={classes.list} aria-label="Credentials" style={{ alignSelf: "stretch" }}>
            {data.map((credential) => (
              <Credential
                key={credential.credential_id}
                server={name}
                credential={credential}
                caller={nameOf(credential.caller_id)}
              />
            ))}
          </ul>
        )}
        {isAdding ? (
          <AddCredential name={name} onClose={() => setIsAdding(false)} />
        ) : (
          <Button variant="default" onClick={() => setIsAdding(true)}>
            Add a credential
          </Button>
        )}
      </Stack>
    </Section>
  );
}

type CredentialProps = { server: string; credential: McpCredentialEntry; caller: string };

function Credential({ server, credential, caller }: CredentialProps) {
  const client = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const removing = useMutation({
    mutationFn: () => removeMcpCredential({ name: server, id: credential.credential_id }),
    meta: { done: "The credential is removed." },
    onSettled: () => {
      setIsAsking(false);
      void client.invalidateQueries({ queryKey: mcpCredentialsQuery(server).queryKey });
    },
  });
  return (
    <Paper component="li" withBorder p="sm">
      <Group justify="space-between" gap="xs">
        <Stack gap={2}>
          <PlainText fw={600}>{caller}</PlainText>
          <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
            <PlainText>{wordsOf(credential)}</PlainText> · changed <Moment iso={credential.updated_at} />
          </Text>
        </Stack>
        <Button size="xs" variant="default" onClick={() => setIsAsking(true)}>
          Remove …
        </Button>
      </Group>
      {removing.error && <Problem error={removing.error} />}
      {isAsking && (
        <ConfirmDialog
          title="Remove this credential?"
          confirmLabel="Remove it"
          isPending={removing.isPending}
          onConfirm={() => removing.mutate()}
          onClose={() => setIsAsking(false)}
        >
          <Text>
            Calls of <PlainText fw={600}>{caller}</PlainText> reach the server without it from now on. A sign-in is
            revoked where it came from.
          </Text>
        </ConfirmDialog>
      )}
    </Paper>
  );
}

function wordsOf({ kind, header_names, sign_in_needed, scope }: McpCredentialEntry): string {
  if (kind === "headers") return header_names === null ? "headers that cannot be read" : header_names.join(", ");
  if (sign_in_needed) return "a sign-in that has ended: sign in again";
  return scope ? `a sign-in, for ${scope}` : "a sign-in";
}
