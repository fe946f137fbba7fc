"use client";

import { Alert, Group, Stack, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { LoadingRows } from "@/components/loading-rows";
import { PlainText } from "@/components/plain-text";
import { Problem } from "@/components/problem";
import { Section } from "@/components/section";
import { keyQuery } from "@/lib/client/key-queries";
import type { KeyEntry } from "@/lib/contracts/key";
import { EditKey } from "./edit-key";
import { KeyCallbackSecret } from "./key-callback-secret";
import { KeyFacts } from "./key-facts";
import { KeyStateBadge } from "./key-state-badge";
import { environmentKeyId } from "./key-words";
import { PauseKey } from "./pause-key";
import { RevokeKey } from "./revoke-key";
import { RotateKey } from "./rotate-key";

const rowPx = 64;

/** One key: what is known of it, and what can be done with it. */
export function KeyDetails({ id }: { id: string }) {
  const { data, error, isPending, refetch } = useQuery(keyQuery(id));
  return (
    <>
      {error && <Problem error={error} retry={() => void refetch()} />}
      {isPending && <LoadingRows label="Loading the key" height={rowPx} />}
      {data && <Details entry={data} />}
    </>
  );
}

function Details({ entry }: { entry: KeyEntry }) {
  const { key_id: id, state } = entry;
  const isFixed = id === environmentKeyId;
  const isOver = state === "revoked";
  return (
    <Stack gap="xl">
      <Group gap="md">
        <Title order={1} size="h2" style={{ overflowWrap: "anywhere" }}>
          <PlainText>{entry.name}</PlainText>
        </Title>
        <KeyStateBadge state={state} />
      </Group>
      <KeyFacts entry={entry} />
      {isFixed && !isOver && (
        <Alert variant="default" title="The environment gives this key">
          It is the value of ORCHESTRATOR_API_KEY, with full rights. To change or rotate it, set the variable to another
          value and start the server again. Revoked here, it is back with the next start.
        </Alert>
      )}
      {!isOver && !isFixed && (
        <>
          <Section title="What it may">
            <EditKey entry={entry} />
          </Section>
          <RotateKey entry={entry} />
        </>
      )}
      <KeyCallbackSecret entry={entry} />
      {!isOver && (
        <Section title={isFixed ? "Revoke" : "Pause or revoke"}>
          <Group gap="sm">
            {!isFixed && state !== "expired" && <PauseKey entry={entry} />}
            <RevokeKey entry={entry} />
          </Group>
        </Section>
      )}
    </Stack>
  );
}
