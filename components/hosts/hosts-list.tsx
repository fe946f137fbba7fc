"use client";

import { Badge, Button, EmptyState, Group, Paper, Stack, Text } from "@mantine/core";
import Link from "next/link";
import classes from "@/components/approvals/approvals-list.module.css";
import { CodeBlock } from "@/components/code-block";
import { PlainText } from "@/components/plain-text";
import { EnabledBadge } from "@/components/things/enabled-badge";
import { useThingPlace } from "@/components/things/thing-place";
import type { HostEntry } from "@/lib/contracts/host";

const command =
  "npm run host:add -- --alias web-1 --address web-1.example.org --user deploy --key-file ~/.ssh/id_ed25519";

/** A row a host, with what still stands in its way. */
export function HostsList({ hosts }: { hosts: HostEntry[] }) {
  const { newHref, hrefOf } = useThingPlace("/console/hosts");
  if (hosts.length === 0) return <NoHosts newHref={newHref} />;
  return (
    <ul className={classes.list} aria-label="Hosts">
      {hosts.map((host) => (
        <Paper component="li" key={host.host_id} withBorder p="sm" className={classes.row}>
          <Group justify="space-between" gap="xs">
            <Stack gap={2}>
              <Link href={hrefOf(host.host_id)} className={classes.link} data-row>
                <PlainText ff="monospace" fw={600}>
                  {host.alias}
                </PlainText>
              </Link>
              <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
                <PlainText>{`${host.user}@${host.address}:${host.port}`}</PlainText>
              </Text>
            </Stack>
            <Group gap="xs">
              {host.tags.map((tag) => (
                <Badge key={tag} variant="default" tt="none" fw={500}>
                  {tag}
                </Badge>
              ))}
              {host.host_key === null && (
                <Badge variant="dot" color="yellow.6" tt="none" fw={600}>
                  Key not accepted yet
                </Badge>
              )}
              <EnabledBadge isEnabled={host.enabled} />
            </Group>
          </Group>
        </Paper>
      ))}
    </ul>
  );
}

function NoHosts({ newHref }: { newHref: string }) {
  return (
    <Paper withBorder p={{ base: "md", sm: "xl" }}>
      <Stack>
        <EmptyState
          title="No host yet"
          description="Add a machine that you can reach by SSH. Nothing runs on it until you have accepted its key."
        >
          <EmptyState.Actions>
            <Button component={Link} href={newHref}>
              Add a host
            </Button>
          </EmptyState.Actions>
        </EmptyState>
        <Text size="sm">The same from a terminal:</Text>
        <CodeBlock text={command} label="The command that adds a host" />
      </Stack>
    </Paper>
  );
}
