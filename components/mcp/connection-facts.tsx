"use client";

import { Badge, Group, Stack, Text } from "@mantine/core";
import { Moment } from "@/components/moment";
import { PlainText } from "@/components/plain-text";
import type { McpServerStatus } from "@/lib/contracts/mcp-check";

type Connection = McpServerStatus["connections"][number];

const looks: Record<Connection["state"], { label: string; color: string }> = {
  starting: { label: "Connecting", color: "yellow.6" },
  ready: { label: "Connected", color: "teal.6" },
  down: { label: "Not connected", color: "gray.6" },
};

/** One connection to a server: its process, its age, its last error. */
export function ConnectionFacts({ connection }: { connection: Connection }) {
  const { state, pid, started_at, last_used_at, restarts, in_flight, noise_lines, last_error } = connection;
  const { label, color } = looks[state];
  return (
    <Stack gap={4}>
      <Group gap="sm">
        <Badge variant="dot" color={color} tt="none" fw={600}>
          {label}
        </Badge>
        <Text size="sm" c="dimmed">
          {pid !== null && `process ${pid} · `}
          {started_at && (
            <>
              started <Moment iso={started_at} /> ·{" "}
            </>
          )}
          {last_used_at && (
            <>
              used <Moment iso={last_used_at} /> ·{" "}
            </>
          )}
          {`${in_flight} under way`}
          {restarts > 0 && ` · restarted ${restarts === 1 ? "once" : `${restarts} times`}`}
          {noise_lines > 0 && ` · ${noise_lines} lines that were no messages`}
        </Text>
      </Group>
      {last_error && (
        <Text size="sm">
          Last error: <PlainText>{last_error}</PlainText>
        </Text>
      )}
    </Stack>
  );
}
