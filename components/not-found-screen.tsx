"use client";

import { Button, Center, EmptyState, Title } from "@mantine/core";
import Link from "next/link";

export function NotFoundScreen() {
  return (
    <Center component="main" mih="100dvh" p="md">
      <EmptyState
        title={
          <Title order={1} size="h3">
            There is no such page
          </Title>
        }
        description="The address may be mistyped, or the page has moved."
      >
        <EmptyState.Actions>
          <Button component={Link} href="/console">
            Go to the console
          </Button>
        </EmptyState.Actions>
      </EmptyState>
    </Center>
  );
}
