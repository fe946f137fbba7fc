import { Badge, Group, Paper, Stack, Text, Title } from "@mantine/core";
import Link from "next/link";
import classes from "@/components/approvals/approvals-list.module.css";
import { PlainText } from "@/components/plain-text";
import type { ToolEntry } from "@/lib/contracts/tool";
import { ToolBadges } from "./tool-badges";

/** One intent in the list: its name, what running it means, and what it does. */
export function ToolCard({ tool }: { tool: ToolEntry }) {
  return (
    <Paper component="article" withBorder p="sm" className={classes.row}>
      <Stack gap={4}>
        <Group justify="space-between" gap="xs">
          <Title order={2} size="h5" style={{ overflowWrap: "anywhere" }}>
            <Link href={toolPath(tool.intent)} className={classes.link} prefetch={false} data-row>
              <PlainText ff="monospace">{tool.intent}</PlainText>
            </Link>
          </Title>
          <Group gap="xs">
            {tool.stopped && (
              <Badge variant="dot" color="red.6" tt="none" fw={500}>
                Stopped
              </Badge>
            )}
            <ToolBadges tool={tool} />
          </Group>
        </Group>
        <Text size="sm" c="dimmed">
          <PlainText>{tool.description}</PlainText>
        </Text>
      </Stack>
    </Paper>
  );
}

/** The page of an intent. */
export function toolPath(intent: string): string {
  return `/console/tools/${encodeURIComponent(intent)}`;
}
