"use client";

import { Anchor, Group, Stack, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { CodeBlock } from "@/components/code-block";
import { useCurlCommand } from "@/components/console-facts";
import { LoadingRows } from "@/components/loading-rows";
import { PlainText } from "@/components/plain-text";
import { Problem } from "@/components/problem";
import { Section } from "@/components/section";
import { StateBadge } from "@/components/state-badge";
import { jobQuery } from "@/lib/client/job-queries";
import { visibleJson } from "@/lib/client/visible-text";
import type { JobView } from "@/lib/contracts/envelope";
import { JobAnswers } from "./job-answers";
import { JobFacts } from "./job-facts";
import { JobFiles } from "./job-files";
import { JobOutcome } from "./job-outcome";
import { JobQuestion } from "./job-question";

const blockPx = 96;

/** One job: where it stands, what was asked, what came of it. */
export function JobScreen({ id }: { id: string }) {
  const { data, error, isPending, refetch } = useQuery(jobQuery(id));
  return (
    <Stack gap="lg">
      <Anchor component={Link} href="/console" size="sm" w="fit-content">
        ← All jobs
      </Anchor>
      {error && <Problem error={error} retry={() => void refetch()} />}
      {isPending && <LoadingRows label="Loading the job" height={blockPx} />}
      {data && <JobDetails job={data} />}
    </Stack>
  );
}

function JobDetails({ job }: { job: JobView }) {
  const { intent, inputs, mode, context } = job;
  const open = job.status === "accepted" ? (job.question ?? null) : null;
  const asked = job.questions.filter(({ id }) => id !== open?.id);
  const curl = useCurlCommand({ intent, inputs, ...(mode && { mode }), context });
  return (
    <>
      <Group gap="md">
        <Title order={1} size="h2">
          <PlainText ff="monospace">{intent}</PlainText>
        </Title>
        <StateBadge state={job.state} />
      </Group>
      <JobFacts job={job} />
      {open && job.job_id && <JobQuestion key={open.id} jobId={job.job_id} question={open} />}
      <JobOutcome job={job} />
      {job.files.length > 0 && job.job_id && <JobFiles jobId={job.job_id} files={job.files} />}
      {asked.length > 0 && <JobAnswers questions={asked} />}
      <Section title="Inputs">
        <CodeBlock text={visibleJson(inputs)} label="Inputs as JSON" />
      </Section>
      {context && (
        <Section title="Context">
          <CodeBlock text={visibleJson(context)} label="Context as JSON" />
        </Section>
      )}
      <Section title="Call it again">
        <CodeBlock text={curl} label="This call as a curl command" copyLabel="Copy as curl" />
      </Section>
    </>
  );
}
