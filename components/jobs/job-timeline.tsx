"use client";

import { Anchor, Text, Timeline } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { PlainText } from "@/components/plain-text";
import { Section } from "@/components/section";
import { approvalQuery } from "@/lib/client/approval-queries";
import { formatClock, formatExactTime } from "@/lib/client/format-time";
import type { JobLogFacts } from "@/lib/client/job-log";
import { jobTimeline, type TimelineEntry } from "@/lib/client/job-timeline";
import type { JobView } from "@/lib/contracts/envelope";

const colors: Record<TimelineEntry["tone"], string> = {
  plain: "gray",
  good: "teal",
  bad: "red",
  waiting: "orange",
};

/** What happened to a job, as it came. */
export function JobTimeline({ job, log }: { job: JobView; log: JobLogFacts }) {
  // An approval's id follows from its job's.
  const approvalId = `apr_${job.job_id?.slice(4)}`;
  const hasApproval = log.entries.some(({ type, data }) => type === "state" && data.state === "awaiting_approval");
  const { data: approval } = useQuery({ ...approvalQuery(approvalId), enabled: hasApproval, retry: false });
  const entries = jobTimeline({
    job: job.status === "error" ? job : { ...job, error: undefined },
    entries: log.entries,
    callbacks: job.callbacks,
    decisions: approval?.decisions ?? [],
    approvalHref: approval ? `/console/approvals/${approvalId}` : null,
  });
  if (entries.length === 0) return null;
  return (
    <Section title="Timeline">
      <Timeline bulletSize={12} lineWidth={2} active={entries.length} aria-label="Timeline" role="list">
        {entries.map((entry, place) => (
          <Timeline.Item
            // biome-ignore lint/suspicious/noArrayIndexKey: what happened stays in its place
            key={`${entry.at} ${entry.title} ${place}`}
            color={colors[entry.tone]}
            role="listitem"
            title={<EntryTitle entry={entry} />}
          >
            {entry.detail !== null && (
              <Text size="sm">
                <PlainText>{entry.detail}</PlainText>
              </Text>
            )}
          </Timeline.Item>
        ))}
      </Timeline>
    </Section>
  );
}

function EntryTitle({ entry: { at, title, href } }: { entry: TimelineEntry }) {
  return (
    <Text size="sm" fw={600} component="span">
      {href ? (
        <Anchor component={Link} href={href} inherit>
          {title}
        </Anchor>
      ) : (
        <PlainText>{title}</PlainText>
      )}{" "}
      <Text span size="xs" c="dimmed" fw={400}>
        <time dateTime={at} title={formatExactTime(at)}>
          {formatClock(at)}
        </time>
      </Text>
    </Text>
  );
}
