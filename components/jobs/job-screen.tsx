"use client";

import { Anchor, Group, Stack, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import Link from "next/link";
import { CodeBlock } from "@/components/code-block";
import { useCurlCommand } from "@/components/console-facts";
import { LoadingRows } from "@/components/loading-rows";
import { PlainText } from "@/components/plain-text";
import { Problem } from "@/components/problem";
import { Section } from "@/components/section";
import { StateBadge } from "@/components/state-badge";
import { exitCodeOf } from "@/lib/client/exit-code";
import { jobQuery } from "@/lib/client/job-queries";
import { visibleJson } from "@/lib/client/visible-text";
import type { JobView } from "@/lib/contracts/envelope";
import { JobActions } from "./job-actions";
import { JobAnswers } from "./job-answers";
import { JobCallbacks } from "./job-callbacks";
import { JobFacts } from "./job-facts";
import { JobFiles } from "./job-files";
import { JobLineage } from "./job-lineage";
import { JobOutcome } from "./job-outcome";
import { JobOutput } from "./job-output";
import classes from "./job-screen.module.css";
import { JobTimeline } from "./job-timeline";
import { useJobLog } from "./use-job-log";

const JobQuestion = dynamic(() => import("./job-question").then(({ JobQuestion }) => JobQuestion));
const blockPx = 96;

/** One job: where it stands, what was asked, what came of it. */
export function JobScreen({ id }: { id: string }) {
  const { data, error, isPending, refetch } = useQuery(jobQuery(id));
  return (
    <Stack gap="lg">
      <Anchor component={Link} href="/console/jobs" size="sm" w="fit-content">
        ← All jobs
      </Anchor>
      {error && <Problem error={error} retry={() => void refetch()} />}
      {isPending && <LoadingRows label="Loading the job" height={blockPx} />}
      {data && <JobDetails key={id} job={data} />}
    </Stack>
  );
}

function JobDetails({ job }: { job: JobView }) {
  const { intent, inputs, mode, context } = job;
  const open = job.status === "accepted" ? (job.question ?? null) : null;
  const asked = job.questions.filter(({ id }) => id !== open?.id);
  const log = useJobLog(job.job_id ?? "");
  const curl = useCurlCommand({ intent, inputs, ...(mode && { mode }), context });
  return (
    <>
      <Group justify="space-between" align="flex-start">
        <Group gap="md">
          <Title order={1} size="h2">
            <PlainText ff="monospace">{intent}</PlainText>
          </Title>
          <StateBadge job={{ ...job, exit_code: exitCodeOf(job) }} />
        </Group>
        <JobActions job={job} />
      </Group>
      <div className={classes.columns}>
        <Stack gap="lg" miw={0}>
          {open && job.job_id && <JobQuestion key={open.id} jobId={job.job_id} question={open} />}
          <JobOutcome job={job} />
          {job.files.length > 0 && job.job_id && <JobFiles jobId={job.job_id} files={job.files} />}
          {asked.length > 0 && <JobAnswers questions={asked} />}
          <JobOutput log={log} id={job.job_id ?? ""} />
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
        </Stack>
        <Stack gap="lg" miw={0}>
          <JobTimeline job={job} log={log} />
          <JobFacts job={job} />
          <JobCallbacks job={job} />
          <JobLineage job={job} />
        </Stack>
      </div>
    </>
  );
}
