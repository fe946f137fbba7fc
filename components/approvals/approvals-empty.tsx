"use client";

import { Button, EmptyState, Paper, Stack, Text } from "@mantine/core";
import Link from "next/link";
import { CodeBlock } from "@/components/code-block";
import { useConsoleFacts, useCurlCommand } from "@/components/console-facts";
import type { ApprovalsFilter } from "@/lib/client/approval-queries";
import { approvalsPath } from "./use-approvals-filter";

const firstCall = {
  intent: "ssh.exec",
  inputs: {
    host: "web-1",
    command: "systemctl restart nginx",
    confirm_dangerous: true,
    reason: "It answers 502 since 10:40",
  },
};

/** Nothing to decide: what would appear here and how to try it, or the way out of a filter that nothing fits. */
export function ApprovalsEmpty({ filter: { state, cursor } }: { filter: ApprovalsFilter }) {
  return state === "waiting" && !cursor ? <NothingWaits /> : <NothingFits />;
}

function NothingFits() {
  return (
    <EmptyState py="xl" title="No approval fits this view" description="Choose another state.">
      <EmptyState.Actions>
        <Button variant="default" component={Link} href={approvalsPath({ state: "waiting", cursor: null })}>
          Show what waits
        </Button>
      </EmptyState.Actions>
    </EmptyState>
  );
}

function NothingWaits() {
  const { mayApprove } = useConsoleFacts();
  const curl = useCurlCommand(firstCall);
  return (
    <Paper withBorder p={{ base: "md", sm: "xl" }}>
      <Stack>
        <EmptyState
          title="Nothing waits for approval"
          description={
            mayApprove
              ? "When a caller asks for something that only a person may allow, it appears here by itself."
              : "Your account may not decide, so only what it asked for itself would appear here."
          }
        />
        <Text size="sm">
          To try it, ask for a command on a host of your inventory (here <code>web-1</code>) from a terminal. Nothing
          runs until it is approved here.
        </Text>
        <CodeBlock text={curl} label="A call that waits for approval" />
      </Stack>
    </Paper>
  );
}
