"use client";

import { Button, Group, JsonInput, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Dialog } from "@/components/dialog";
import { PlainText } from "@/components/plain-text";
import { Problem } from "@/components/problem";
import { parseObject } from "@/lib/client/edit-inputs";
import { replayJob } from "@/lib/client/jobs-actions";
import { visibleJson } from "@/lib/client/visible-text";
import type { JobView } from "@/lib/contracts/envelope";

/** Runs a job again, as it was or with inputs that are edited here, and leads to the new job. */
export function ReplayDialog({ job, onClose }: { job: JobView; onClose(): void }) {
  const router = useRouter();
  const client = useQueryClient();
  const [before] = useState(() => visibleJson(job.inputs));
  const [text, setText] = useState(before);
  const isEdited = text !== before;
  const inputs = parseObject(text);
  const { job_id: id = "" } = job;
  const replaying = useMutation({
    mutationFn: () => replayJob({ id, ...(isEdited && inputs && { inputs }) }),
    meta: { done: "This is the new run." },
    onSuccess: ({ job_id }) => {
      void client.invalidateQueries({ queryKey: ["jobs"] });
      router.push(`/console/jobs/${job_id}`);
    },
  });
  return (
    <Dialog onClose={onClose} title="Replay this job?" size="lg">
      <Stack>
        <Text>
          <PlainText ff="monospace">{job.intent}</PlainText> runs again for real, as a new job of yours.
        </Text>
        <JsonInput
          label="Inputs"
          description={isEdited ? "Edited: the new job gets these." : "As they were. Edit them to try something else."}
          autosize
          minRows={4}
          maxRows={16}
          spellCheck={false}
          value={text}
          onChange={setText}
          error={inputs === null ? "This is not a JSON object." : null}
          styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
        />
        {replaying.error && <Problem error={replaying.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            data-autofocus
            disabled={inputs === null}
            loading={replaying.isPending || replaying.isSuccess}
            onClick={() => replaying.mutate()}
          >
            {isEdited ? "Run with these inputs" : "Run again"}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
