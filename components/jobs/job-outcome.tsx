import { Alert, Anchor, List, Stack, Text } from "@mantine/core";
import Link from "next/link";
import { TimeLeft } from "@/components/approvals/time-left";
import { CodeBlock } from "@/components/code-block";
import { PlainText } from "@/components/plain-text";
import problemClasses from "@/components/problem.module.css";
import { Section } from "@/components/section";
import { jobPath } from "@/lib/client/job-queries";
import { isMoving } from "@/lib/client/job-states";
import { visibleJson } from "@/lib/client/visible-text";
import type { ApprovalNotice } from "@/lib/contracts/approval";
import type { ErrorEnvelope, JobView } from "@/lib/contracts/envelope";

/** What came of a job: its result, its error with what to do about it, or that it is still on its way. */
export function JobOutcome({ job }: { job: JobView }) {
  switch (job.status) {
    case "success":
      return (
        <Section title="Result">
          {job.note && <PlainText>{job.note}</PlainText>}
          {job.truncated && (
            <Text size="sm" c="dimmed">
              The result is long and shown in part.{" "}
              <Anchor href={`${jobPath(job.job_id)}?full=true`} target="_blank">
                Open the whole as JSON
              </Anchor>
            </Text>
          )}
          <CodeBlock text={visibleJson(job.result)} label="Result as JSON" />
        </Section>
      );
    case "error":
      return (
        <Section title="Error">
          <JobError error={job} />
        </Section>
      );
    case "accepted":
      return (
        <Section title="Result">
          <Text role="status">
            {isMoving(job.state) ? "Not finished yet. This page shows the result when it is there." : "There is none."}
          </Text>
          {job.state === "awaiting_approval" && job.approval && <WaitsForPerson approval={job.approval} />}
        </Section>
      );
  }
}

function WaitsForPerson({ approval: { id, expires_at } }: { approval: ApprovalNotice }) {
  return (
    <Text>
      A person must decide first (<TimeLeft iso={expires_at} />
      ).{" "}
      <Anchor component={Link} href={`/console/approvals/${id}`}>
        Read and decide it
      </Anchor>
    </Text>
  );
}

function JobError({ error }: { error: Pick<ErrorEnvelope, "error" | "code" | "hint" | "retryable" | "errors"> }) {
  return (
    <Alert variant="default" classNames={{ root: problemClasses.root ?? "" }}>
      <Stack gap="xs">
        <PlainText fw={600}>{error.error}</PlainText>
        {error.hint && <PlainText>{error.hint}</PlainText>}
        {error.errors.length > 0 && (
          <List size="sm">
            {error.errors.map(({ path, message }) => (
              <List.Item key={`${path} ${message}`}>
                <PlainText ff="monospace">{path}</PlainText> <PlainText>{message}</PlainText>
              </List.Item>
            ))}
          </List>
        )}
        <Text size="sm" c="dimmed">
          Code <PlainText ff="monospace">{error.code}</PlainText>
          {error.retryable ? " · the same call may succeed later" : " · not worth repeating as it is"}
        </Text>
      </Stack>
    </Alert>
  );
}
