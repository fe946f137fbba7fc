"use client";

import { Button, Code, Group, Paper, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { CodeBlock } from "@/components/code-block";
import { useConsoleFacts } from "@/components/console-facts";
import { PlainText } from "@/components/plain-text";
import { Problem } from "@/components/problem";
import { formatDuration } from "@/lib/client/format-time";
import { testNotification } from "@/lib/client/settings-queries";
import type { NotificationTest } from "@/lib/contracts/settings";

/** Where approvals are told of, without its secret part; and whether that works. */
export function NotificationTarget({ target }: { target: string | null }) {
  const { isAdmin } = useConsoleFacts();
  const testing = useMutation({ mutationFn: testNotification });
  if (target === null) return <NoTarget />;
  return (
    <Paper withBorder p="md">
      <Stack gap="sm" align="flex-start">
        <Text size="sm">
          Each approval that waits is told to{" "}
          <PlainText ff="monospace" fw={600}>
            {target}
          </PlainText>
          , in words that Slack shows. The rest of the address is its password, so it is not shown.
        </Text>
        <Text size="sm" c="dimmed">
          What arrives is signed as Standard Webhooks says; <Code>npm run approval:secret</Code> shows what to check it
          with.
        </Text>
        {isAdmin && (
          <Group>
            <Button variant="default" loading={testing.isPending} onClick={() => testing.mutate()}>
              Send a test notice
            </Button>
          </Group>
        )}
        <Text size="sm" role="status">
          {testing.data && outcomeOf(testing.data)}
        </Text>
        {testing.error && <Problem error={testing.error} />}
      </Stack>
    </Paper>
  );
}

function NoTarget() {
  return (
    <Paper withBorder p="md">
      <Stack gap="sm">
        <Text size="sm">
          Nobody is told: approvals wait until somebody looks. Give the server the address of a Slack webhook, or of
          anything that takes a POST:
        </Text>
        <CodeBlock
          text="ORCHESTRATOR_APPROVAL_WEBHOOK=https://hooks.slack.com/services/…"
          label="The variable of the notification target"
        />
      </Stack>
    </Paper>
  );
}

function outcomeOf({ delivered, status, duration_ms }: NotificationTest): string {
  const took = formatDuration(duration_ms);
  if (delivered) return `It arrived: the target answered ${status} after ${took}.`;
  if (status === null) return `It did not arrive: the target gave no answer within ${took}. The log says why.`;
  return `The target refused it: it answered ${status} after ${took}. Is the address still good?`;
}
