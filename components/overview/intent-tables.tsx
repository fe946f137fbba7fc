import { Button, Paper, SimpleGrid, Table, Text, Title } from "@mantine/core";
import { PlainText } from "@/components/plain-text";
import { formatDuration } from "@/lib/client/format-time";
import type { Stats } from "@/lib/contracts/stats";
import classes from "./intent-tables.module.css";

type IntentStats = Stats["intents"][number];
type IntentTableProps = {
  title: string;
  head: string;
  rows: IntentStats[];
  figure(row: IntentStats): string;
  none: string;
  onIntent(intent: string): void;
};

const shownMax = 8;

/** Which intents are slow, and which fail. Choosing one narrows the figures to it. */
export function IntentTables({ stats: { intents }, onIntent }: { stats: Stats; onIntent(intent: string): void }) {
  const slow = intents.filter(({ p95_ms }) => p95_ms !== null);
  const failing = intents.filter(({ failures }) => failures > 0);
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="sm">
      <IntentTable
        title="Slowest intents"
        head="95th percentile"
        rows={slow.toSorted((left, right) => (right.p95_ms ?? 0) - (left.p95_ms ?? 0))}
        figure={({ p95_ms }) => formatDuration(p95_ms ?? 0)}
        none="Nothing ran."
        onIntent={onIntent}
      />
      <IntentTable
        title="Most failing intents"
        head="Failed"
        rows={failing.toSorted((left, right) => right.failures - left.failures)}
        figure={({ failures, calls }) => `${failures} of ${calls}`}
        none="Nothing failed."
        onIntent={onIntent}
      />
    </SimpleGrid>
  );
}

function IntentTable({ title, head, rows, figure, none, onIntent }: IntentTableProps) {
  return (
    <Paper withBorder p="sm" miw={0}>
      <Title order={3} size="sm" mb="xs">
        {title}
      </Title>
      {rows.length === 0 && (
        <Text size="sm" c="dimmed">
          {none}
        </Text>
      )}
      {rows.length > 0 && (
        <Table verticalSpacing={2} aria-label={title} className={classes.table}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Intent</Table.Th>
              <Table.Th className={classes.calls}>Calls</Table.Th>
              <Table.Th className={classes.figure}>{head}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.slice(0, shownMax).map((row) => (
              <Table.Tr key={row.intent}>
                <Table.Td>
                  <Button
                    size="compact-xs"
                    variant="transparent"
                    maw="100%"
                    px={0}
                    color="var(--mantine-color-anchor)"
                    onClick={() => onIntent(row.intent)}
                  >
                    <PlainText ff="monospace" truncate>
                      {row.intent}
                    </PlainText>
                  </Button>
                </Table.Td>
                <Table.Td className={classes.calls}>{row.calls.toLocaleString("en")}</Table.Td>
                <Table.Td className={classes.figure}>{figure(row)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Paper>
  );
}
