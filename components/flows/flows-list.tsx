"use client";

import { Badge, Button, EmptyState, Group, Paper, Stack, Text } from "@mantine/core";
import Link from "next/link";
import classes from "@/components/approvals/approvals-list.module.css";
import { CodeBlock } from "@/components/code-block";
import { PlainText } from "@/components/plain-text";
import { EnabledBadge } from "@/components/things/enabled-badge";
import { useThingPlace } from "@/components/things/thing-place";
import type { FlowEntry } from "@/lib/contracts/flow-binding";

const command = "npm run flow:add -- --intent gmail.triage --backend n8n --target gmail-triage";

/** A row a flow. */
export function FlowsList({ flows }: { flows: FlowEntry[] }) {
  const { newHref, hrefOf } = useThingPlace("/console/flows");
  if (flows.length === 0) return <NoFlows newHref={newHref} />;
  return (
    <ul className={classes.list} aria-label="Flows">
      {flows.map((flow) => (
        <Paper component="li" key={flow.flow_id} withBorder p="sm" className={classes.row}>
          <Group justify="space-between" gap="xs">
            <Stack gap={2}>
              <Link href={hrefOf(flow.flow_id)} className={classes.link} data-row>
                <PlainText ff="monospace" fw={600}>
                  {flow.intent}
                </PlainText>
              </Link>
              <Text size="sm" c="dimmed">
                <PlainText>{flow.description}</PlainText>
              </Text>
            </Stack>
            <Group gap="xs">
              <Badge variant="default" tt="none" fw={500}>
                {flow.backend}
              </Badge>
              <EnabledBadge isEnabled={flow.enabled} />
            </Group>
          </Group>
        </Paper>
      ))}
    </ul>
  );
}

function NoFlows({ newHref }: { newHref: string }) {
  return (
    <Paper withBorder p={{ base: "md", sm: "xl" }}>
      <Stack>
        <EmptyState
          title="No flow is bound yet"
          description="Without one, an intent such as gmail.triage goes to the n8n webhook gmail-triage. Bind it to say more: its schema, its secret, or another backend."
        >
          <EmptyState.Actions>
            <Button component={Link} href={newHref}>
              Add a flow
            </Button>
          </EmptyState.Actions>
        </EmptyState>
        <Text size="sm">The same from a terminal:</Text>
        <CodeBlock text={command} label="The command that adds a flow" />
      </Stack>
    </Paper>
  );
}
