import { Anchor, Badge, Group, Paper, Stack, Text } from "@mantine/core";
import Link from "next/link";
import { Moment } from "@/components/moment";
import { PlainText } from "@/components/plain-text";
import { alertTitles } from "@/lib/client/alert-titles";
import { formatExactTime } from "@/lib/client/format-time";
import type { AlertEntry } from "@/lib/contracts/alert";
import classes from "./alert-rules.module.css";

/** What holds now and what is over, newest first. */
export function AlertsList({ alerts }: { alerts: AlertEntry[] }) {
  if (alerts.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        No rule has held yet.
      </Text>
    );
  }
  return (
    <Stack gap="xs" component="ul" className={classes.list} aria-label="Alerts">
      {alerts.map(({ id, kind, rule_id, says, path, began_at, ended_at }) => (
        <Paper key={id} withBorder p="sm" component="li">
          <Group justify="space-between" gap="sm" align="flex-start">
            <div className={classes.about}>
              <Anchor component={Link} href={path} prefetch={false} size="sm" fw={600} underline="always">
                {alertTitles[kind]}
              </Anchor>{" "}
              <PlainText ff="monospace" size="xs" c="dimmed">
                {rule_id}
              </PlainText>
              <Text size="sm">
                <PlainText>{says}</PlainText>
              </Text>
              <Text size="xs" c="dimmed">
                began <Moment iso={began_at} />
                {ended_at && `, over ${formatExactTime(ended_at)}`}
              </Text>
            </div>
            <Badge variant="dot" color={ended_at ? "gray.6" : "orange.6"} tt="none" fw={600}>
              {ended_at ? "Over" : "Holds"}
            </Badge>
          </Group>
        </Paper>
      ))}
    </Stack>
  );
}
