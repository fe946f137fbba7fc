import { Paper, Table, Text, Title } from "@mantine/core";
import type { z } from "zod";
import { PlainText } from "@/components/plain-text";
import type { Breaker } from "@/lib/contracts/envelope";

/** The targets that are left alone because they kept failing; nothing when there is none. */
export function BreakerList({ breakers }: { breakers: z.infer<typeof Breaker>[] }) {
  if (breakers.length === 0) return null;
  return (
    <Paper withBorder p="sm" id="breakers">
      <Title order={3} size="sm" mb="xs">
        Left alone because they keep failing
      </Title>
      <Table aria-label="Open breakers" verticalSpacing={4}>
        <Table.Tbody>
          {breakers.map(({ target, state, retry_after_s }) => (
            <Table.Tr key={target}>
              <Table.Td>
                <PlainText ff="monospace" size="sm">
                  {target}
                </PlainText>
              </Table.Td>
              <Table.Td ta="end">
                <Text size="sm" c="dimmed">
                  {state === "half_open" ? "being tried out" : `called again in ${retry_after_s} s`}
                </Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}
