"use client";

import { Button, EmptyState, Paper, Stack } from "@mantine/core";
import Link from "next/link";
import { CodeBlock } from "@/components/code-block";
import { useCurlCommand } from "@/components/console-facts";

const firstCall = { intent: "memory.write", inputs: { text: "Hello World", tags: ["test"] } };

/** No jobs: the line to type for the first one, or the way out of a filter that nothing fits. */
export function JobsEmpty({ isFiltered }: { isFiltered: boolean }) {
  return isFiltered ? <NothingFits /> : <NothingYet />;
}

function NothingFits() {
  return (
    <EmptyState py="xl" title="No job fits this view" description="Choose another state or intent.">
      <EmptyState.Actions>
        <Button variant="default" component={Link} href="/console">
          Show all jobs
        </Button>
      </EmptyState.Actions>
    </EmptyState>
  );
}

function NothingYet() {
  const curl = useCurlCommand(firstCall);
  return (
    <Paper withBorder p={{ base: "md", sm: "xl" }}>
      <Stack>
        <EmptyState title="No jobs yet" description="Make the first call from a terminal; it appears here by itself." />
        <CodeBlock text={curl} label="The first call" />
      </Stack>
    </Paper>
  );
}
