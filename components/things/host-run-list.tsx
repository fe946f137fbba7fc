import { Anchor, Code, Group, Stack, Text } from "@mantine/core";
import Link from "next/link";
import classes from "@/components/approvals/approvals-list.module.css";
import { ExactText } from "@/components/exact-text";
import { Moment } from "@/components/moment";
import { PlainText } from "@/components/plain-text";
import { StateBadge } from "@/components/state-badge";
import type { HostRunEntry } from "@/lib/contracts/host-run";

/** Runs on a host, each with its command as it stands. */
export function HostRunList({ runs, empty }: { runs: HostRunEntry[] | undefined; empty: string }) {
  return (
    <Stack gap="xs" mih={24}>
      {runs?.length === 0 && (
        <Text size="sm" c="dimmed">
          {empty}
        </Text>
      )}
      {runs?.map((run) => (
        <Stack key={run.job_id} gap={2}>
          <Group gap="sm">
            <StateBadge job={run} />
            <Text size="sm" c="dimmed">
              <Anchor component={Link} href={`/console/jobs/${run.job_id}`} prefetch={false} inherit underline="always">
                <Moment iso={run.created_at} />
              </Anchor>{" "}
              by <PlainText>{run.caller}</PlainText>
            </Text>
          </Group>
          <Code className={classes.command}>
            <ExactText>{run.command}</ExactText>
          </Code>
        </Stack>
      ))}
    </Stack>
  );
}
