"use client";

import { Button, EmptyState, Group, NativeSelect, Paper, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { CodeBlock } from "@/components/code-block";
import { LoadingRows } from "@/components/loading-rows";
import { Problem } from "@/components/problem";
import { useThingPlace } from "@/components/things/thing-place";
import { keysQuery } from "@/lib/client/key-queries";
import { keyStates } from "@/lib/contracts/key-states";
import { keyStateLabels } from "./key-words";
import { KeysTable } from "./keys-table";
import { keysPath, useKeysView } from "./use-keys-view";

const rowPx = 56;
const command = "npm run key:create -- --name \"my assistant\" --intents 'memory.*'";
const states = [
  { value: "", label: "Every state" },
  ...keyStates.map((value) => ({ value, label: keyStateLabels[value] })),
];

/** The keys of a state, a page at a time. */
export function KeysList() {
  const { view, setState } = useKeysView();
  const { data, error, isPending, refetch } = useQuery(keysQuery(view));
  const isWhole = view.state === null && view.cursor === null;
  return (
    <Stack gap="md">
      <NativeSelect
        label="State"
        size="sm"
        maw={220}
        data={states}
        value={view.state ?? ""}
        onChange={(event) => setState(keyStates.find((state) => state === event.currentTarget.value) ?? null)}
      />
      {error && <Problem error={error} retry={() => void refetch()} />}
      {isPending && <LoadingRows label="Loading keys" height={rowPx} />}
      {data && data.keys.length === 0 && (isWhole ? <NoKeys /> : <NoneFits />)}
      {data && data.keys.length > 0 && <KeysTable keys={data.keys} />}
      {data && (view.cursor || data.next_cursor) && (
        <Group justify="space-between" component="nav" aria-label="Pages">
          {view.cursor ? (
            <Button variant="default" component={Link} href={keysPath({ state: view.state, cursor: null })}>
              Newest
            </Button>
          ) : (
            <span />
          )}
          {data.next_cursor && (
            <Button variant="default" component={Link} href={keysPath({ state: view.state, cursor: data.next_cursor })}>
              Older
            </Button>
          )}
        </Group>
      )}
    </Stack>
  );
}

function NoKeys() {
  const { newHref } = useThingPlace("/console/keys");
  return (
    <Paper withBorder p={{ base: "md", sm: "xl" }}>
      <Stack>
        <EmptyState
          title="No key yet"
          description="Every script and assistant gets one of its own, so that each can be seen, limited and ended by itself."
        >
          <EmptyState.Actions>
            <Button component={Link} href={newHref}>
              Create a key
            </Button>
          </EmptyState.Actions>
        </EmptyState>
        <Text size="sm">The same from a terminal:</Text>
        <CodeBlock text={command} label="The command that makes a key" />
      </Stack>
    </Paper>
  );
}

function NoneFits() {
  return (
    <EmptyState py="xl" title="No key is in this state" description="Choose another one.">
      <EmptyState.Actions>
        <Button variant="default" component={Link} href={keysPath({ state: null, cursor: null })}>
          Show every key
        </Button>
      </EmptyState.Actions>
    </EmptyState>
  );
}
