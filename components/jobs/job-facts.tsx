import { Anchor, DataList, Paper, Text } from "@mantine/core";
import Link from "next/link";
import type { ReactNode } from "react";
import { Moment } from "@/components/moment";
import { PlainText } from "@/components/plain-text";
import { formatAmount } from "@/lib/client/describe-rule";
import { formatDuration, formatExactTime } from "@/lib/client/format-time";
import type { JobView } from "@/lib/contracts/envelope";
import { jobsPagePath } from "./use-jobs-filter";

/** Who asked, when, by which engine, and the ids to quote. */
export function JobFacts({ job }: { job: JobView }) {
  return (
    <Paper withBorder p="md">
      <DataList labelWidth="6.5rem">
        <Fact label="Caller">
          <PlainText>{job.caller}</PlainText>
        </Fact>
        <Fact label="Mode">{job.mode ?? "–"}</Fact>
        <Fact label="Created">
          <Time iso={job.created_at} />
        </Fact>
        <Fact label="Started">
          <Time iso={job.started_at} />
        </Fact>
        <Fact label="Finished">
          <Time iso={job.finished_at} />
        </Fact>
        <Fact label="Duration">{durationOf(job)}</Fact>
        {job.cost && <Fact label="Cost">{formatAmount(job.cost.amount, job.cost.currency)}</Fact>}
        <Fact label="Job id">
          <PlainText ff="monospace">{job.job_id ?? ""}</PlainText>
        </Fact>
        <Fact label="Request id">
          <PlainText ff="monospace">{job.request_id}</PlainText>
        </Fact>
        {job.callback_url && (
          <Fact label="Callback">
            <PlainText>{job.callback_url}</PlainText>
          </Fact>
        )}
      </DataList>
      <Anchor
        component={Link}
        href={jobsPagePath({ intent: job.intent })}
        size="sm"
        mt="md"
        display="block"
        w="fit-content"
      >
        All jobs of this intent
      </Anchor>
    </Paper>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <DataList.Item>
      <DataList.ItemLabel>{label}</DataList.ItemLabel>
      <DataList.ItemValue>{children}</DataList.ItemValue>
    </DataList.Item>
  );
}

function Time({ iso }: { iso: string | null }) {
  if (iso === null) return "–";
  return (
    <>
      <Moment iso={iso} />
      <Text span size="sm" c="dimmed">
        {" · "}
        {formatExactTime(iso)}
      </Text>
    </>
  );
}

function durationOf(job: JobView): string {
  return "duration_ms" in job && job.duration_ms !== undefined ? formatDuration(job.duration_ms) : "–";
}
