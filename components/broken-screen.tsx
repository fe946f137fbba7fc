"use client";

import { Button, Center, EmptyState, Title } from "@mantine/core";

/** What stands in for a page whose own code failed. */
export function BrokenScreen({ retry }: { retry: () => void }) {
  return (
    <Center component="main" mih="100dvh" p="md">
      <EmptyState
        title={
          <Title order={1} size="h3">
            This page could not be shown
          </Title>
        }
        description="Nothing was lost on the server. Try again; if it stays, the log says more."
      >
        <EmptyState.Actions>
          <Button onClick={retry}>Try again</Button>
        </EmptyState.Actions>
      </EmptyState>
    </Center>
  );
}
