"use client";

import { Button, Group, Paper, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useConsoleFacts } from "@/components/console-facts";
import { PlainText } from "@/components/plain-text";
import { Problem } from "@/components/problem";
import { Section } from "@/components/section";
import { formatClock, formatDuration, formatExactTime } from "@/lib/client/format-time";
import { jobQuery } from "@/lib/client/job-queries";
import { isMoving } from "@/lib/client/job-states";
import { resendCallback } from "@/lib/client/jobs-actions";
import type { JobView } from "@/lib/contracts/envelope";

const stateWords = { waiting: "Not through yet", delivered: "Delivered", failed: "Given up" };

/** Where a job's end is told, how each try went, and the way to tell it again. */
export function JobCallbacks({ job }: { job: JobView }) {
  const { mayCall } = useConsoleFacts();
  const client = useQueryClient();
  const { job_id: id = "", callbacks, callback_url } = job;
  const sending = useMutation({
    mutationFn: () => resendCallback(id),
    meta: { done: "The callback is on its way." },
    onSettled: () => void client.invalidateQueries({ queryKey: jobQuery(id).queryKey }),
  });
  if (callback_url === null && callbacks.length === 0) return null;
  return (
    <Section title="Callbacks">
      {callbacks.length === 0 && <Text size="sm">Told to the callback address when the job has ended.</Text>}
      {callbacks.map((callback) => (
        <CallbackCard key={callback.id} callback={callback} />
      ))}
      {sending.error && <Problem error={sending.error} />}
      {mayCall && !isMoving(job.state) && (
        <Group>
          <Button size="xs" variant="default" loading={sending.isPending} onClick={() => sending.mutate()}>
            Send again
          </Button>
        </Group>
      )}
    </Section>
  );
}

function CallbackCard({
  callback: { url, state, attempts, next_at, note },
}: {
  callback: JobView["callbacks"][number];
}) {
  return (
    <Paper withBorder p="sm">
      <Stack gap={4}>
        <Text size="sm">
          <strong>{stateWords[state]}</strong> · <PlainText ff="monospace">{url}</PlainText>
        </Text>
        {attempts.map(({ at, status, error, duration_ms }) => (
          <Text key={at} size="sm" c="dimmed">
            <time dateTime={at} title={formatExactTime(at)}>
              {formatClock(at)}
            </time>{" "}
            · {status ?? "no answer"} · {formatDuration(duration_ms)}
            {error !== null && (
              <>
                {" · "}
                <PlainText>{error}</PlainText>
              </>
            )}
          </Text>
        ))}
        {next_at !== null && (
          <Text size="sm" c="dimmed">
            Next try: {formatExactTime(next_at)} {note && <PlainText>{note}</PlainText>}
          </Text>
        )}
      </Stack>
    </Paper>
  );
}
