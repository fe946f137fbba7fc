import { Anchor, Paper, Table, Text, Title } from "@mantine/core";
import Link from "next/link";
import { PlainText } from "@/components/plain-text";
import { formatClockTime, formatExactTime } from "@/lib/client/format-time";
import type { Attention } from "@/lib/contracts/attention";

const shownMax = 5;

/** Callbacks whose last attempt failed, each with the job that it tells of; nothing when there is none. */
export function CallbackList({ callbacks }: { callbacks: Attention["callbacks"] }) {
  if (callbacks.length === 0) return null;
  return (
    <Paper withBorder p="sm" id="callbacks">
      <Title order={3} size="sm" mb="xs">
        Callbacks that do not get through
      </Title>
      <Table aria-label="Failing callbacks" verticalSpacing={4}>
        <Table.Tbody>
          {callbacks.slice(0, shownMax).map(({ job_id, intent, host, state, attempts, next_at }) => (
            <Table.Tr key={`${job_id} ${host}`}>
              <Table.Td>
                <Anchor component={Link} href={`/console/jobs/${job_id}`} prefetch={false} size="sm">
                  <PlainText ff="monospace">{intent || job_id}</PlainText>
                </Anchor>
                <Text size="xs" c="dimmed">
                  <PlainText>{host}</PlainText>
                </Text>
              </Table.Td>
              <Table.Td ta="end">
                <Text size="sm" c="dimmed">
                  {state === "failed" ? "given up after" : "failed after"} {attempts} {attempts === 1 ? "try" : "tries"}
                  {next_at && (
                    <>
                      {" · next at "}
                      <time dateTime={next_at} title={formatExactTime(next_at)}>
                        {formatClockTime(next_at)}
                      </time>
                    </>
                  )}
                </Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {callbacks.length > shownMax && (
        <Text size="xs" c="dimmed" mt="xs">
          and {callbacks.length - shownMax} more of the last seven days
        </Text>
      )}
    </Paper>
  );
}
