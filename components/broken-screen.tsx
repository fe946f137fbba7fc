"use client";

import { Button, Center, EmptyState } from "@mantine/core";

/** What stands in for a page whose own code failed. */
export function BrokenScreen({ retry }: { retry: () => void }) {
  return (
    <Center component="main" mih="100dvh" p="md">
      <EmptyState
        title={<h1>This page could not be shown</h1>}
        description="Nothing was lost on the server. Try again; if it stays, the log says more."
      >
        <EmptyState.Actions>
          <Button onClick={retry}>Try again</Button>
        </EmptyState.Actions>
      </EmptyState>
    </Center>
  );
}
