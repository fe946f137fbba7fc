import { Anchor, Paper, Table, Text, Title } from "@mantine/core";
import Link from "next/link";
import { Moment } from "@/components/moment";
import { PlainText } from "@/components/plain-text";
import { alertTitles } from "@/lib/client/alert-titles";
import type { AlertEntry } from "@/lib/contracts/alert";

/** The alerts that hold now, each with where to look; nothing when there is none. */
export function FiringAlerts({ alerts }: { alerts: AlertEntry[] }) {
  if (alerts.length === 0) return null;
  return (
    <Paper withBorder p="sm" id="alerts">
      <Title order={3} size="sm" mb="xs">
        Alerts
      </Title>
      <Table aria-label="Alerts that hold" verticalSpacing={4}>
        <Table.Tbody>
          {alerts.map(({ id, kind, says, path, began_at }) => (
            <Table.Tr key={id}>
              <Table.Td>
                <Anchor component={Link} href={path} prefetch={false} size="sm" fw={600}>
                  {alertTitles[kind]}
                </Anchor>
                <Text size="sm">
                  <PlainText>{says}</PlainText>
                </Text>
              </Table.Td>
              <Table.Td ta="end" style={{ whiteSpace: "nowrap" }}>
                <Text size="sm" c="dimmed">
                  <Moment iso={began_at} />
                </Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}
