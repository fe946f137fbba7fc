"use client";

import { Button, Group, Paper, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { CodeBlock } from "@/components/code-block";
import { Problem } from "@/components/problem";
import problemClasses from "@/components/problem.module.css";
import { verifyAudit } from "@/lib/client/audit-queries";
import type { AuditVerdict } from "@/lib/contracts/audit";

/** Has the whole chain checked, and says whether a row was changed, removed or put in. */
export function AuditVerify() {
  const checking = useMutation({ mutationFn: verifyAudit });
  return (
    <Paper withBorder p="sm">
      <Stack gap="sm">
        <Group justify="space-between" gap="sm">
          <Text size="sm" c="dimmed" flex="1 1 18rem">
            Whoever has the database's password could change a row, but not without breaking the chain after it.
          </Text>
          <Button size="sm" loading={checking.isPending} onClick={() => checking.mutate()}>
            Verify the chain
          </Button>
        </Group>
        {checking.error && <Problem error={checking.error} />}
        <div role="status">{checking.data && <Verdict verdict={checking.data} />}</div>
      </Stack>
    </Paper>
  );
}

function Verdict({ verdict }: { verdict: AuditVerdict }) {
  const { ok, rows, hash } = verdict;
  return (
    <Stack gap="xs">
      {ok ? (
        <Text size="sm" fw={600}>
          The chain is whole: {rows === 1 ? "1 row" : `${rows} rows`}.
        </Text>
      ) : (
        <Paper withBorder p="sm" className={problemClasses.root}>
          <Text size="sm" fw={600}>
            The chain is broken: row {verdict.seq} {verdict.fault}. The {rows} rows before it are whole.
          </Text>
        </Paper>
      )}
      {hash !== "" && (
        <>
          <Text size="sm" c="dimmed">
            Keep the last good hash somewhere else: with it you can show later that nothing up to here was rewritten.
          </Text>
          <CodeBlock text={`${rows} ${hash}`} label="The last good row and its hash" />
        </>
      )}
    </Stack>
  );
}
