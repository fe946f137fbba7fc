"use client";

import { Badge, Button, EmptyState, Group, Paper, Stack, Text } from "@mantine/core";
import Link from "next/link";
import classes from "@/components/approvals/approvals-list.module.css";
import { CodeBlock } from "@/components/code-block";
import { PlainText } from "@/components/plain-text";
import { EnabledBadge } from "@/components/things/enabled-badge";
import { useThingPlace } from "@/components/things/thing-place";
import type { McpServerEntry } from "@/lib/contracts/mcp-server";

const command = "npm run mcp:add -- --help";

/** A row a server, with what is in its way. */
export function McpServersList({ servers }: { servers: McpServerEntry[] }) {
  const { newHref, hrefOf } = useThingPlace("/console/mcp");
  if (servers.length === 0) return <NoServers newHref={newHref} />;
  return (
    <ul className={classes.list} aria-label="MCP servers">
      {servers.map((server) => (
        <Paper component="li" key={server.name} withBorder p="sm" className={classes.row}>
          <Group justify="space-between" gap="xs">
            <Stack gap={2}>
              <Link href={hrefOf(server.name)} className={classes.link} data-row>
                <PlainText ff="monospace" fw={600}>
                  {server.name}
                </PlainText>
              </Link>
              <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
                <PlainText>{whereOf(server)}</PlainText>
              </Text>
              {server.fault && (
                <PlainText size="sm" c="var(--mantine-color-error)">
                  {server.fault}
                </PlainText>
              )}
            </Stack>
            <Group gap="xs">
              {server.source === "file" && (
                <Badge variant="default" tt="none" fw={500}>
                  From the file
                </Badge>
              )}
              <EnabledBadge isEnabled={server.enabled} />
            </Group>
          </Group>
        </Paper>
      ))}
    </ul>
  );
}

/** What is started, or which address is called. */
export function whereOf(server: McpServerEntry): string {
  return server.transport === "stdio" ? [server.command, ...server.args].join(" ") : server.url;
}

function NoServers({ newHref }: { newHref: string }) {
  return (
    <Paper withBorder p={{ base: "md", sm: "xl" }}>
      <Stack>
        <EmptyState
          title="No MCP server yet"
          description="Add one, and its tools can be called by everybody who may, each through the same gate as our own."
        >
          <EmptyState.Actions>
            <Button component={Link} href={newHref}>
              Add a server
            </Button>
          </EmptyState.Actions>
        </EmptyState>
        <Text size="sm">The same from a terminal, or for all at once with ORCHESTRATOR_MCP_CONFIG:</Text>
        <CodeBlock text={command} label="The command that adds a server" />
      </Stack>
    </Paper>
  );
}
