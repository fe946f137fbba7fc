"use client";

import { Button, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Dialog } from "@/components/dialog";
import { Problem } from "@/components/problem";
import { jobQuery } from "@/lib/client/job-queries";
import { isMoving } from "@/lib/client/job-states";
import { cancelJob } from "@/lib/client/jobs-actions";
import type { JobView } from "@/lib/contracts/envelope";

/** Asks once more before a job is ended. */
export function CancelDialog({ job, onClose }: { job: JobView; onClose(): void }) {
  const client = useQueryClient();
  const { job_id: id = "" } = job;
  const cancelling = useMutation({
    mutationFn: () => cancelJob(id),
    meta: { done: "The job is told to stop." },
    onSuccess: onClose,
    onSettled: () => void client.invalidateQueries({ queryKey: jobQuery(id).queryKey }),
  });
  return (
    <Dialog onClose={onClose} title="Cancel this job?">
      <Stack>
        <Text>
          {isMoving(job.state)
            ? "It is stopped within a second. What it has done so far is not undone."
            : "It has ended in the meantime: there is nothing left to cancel."}
        </Text>
        {cancelling.error && <Problem error={cancelling.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            Let it go on
          </Button>
          <Button
            color="red.8"
            data-autofocus
            disabled={!isMoving(job.state)}
            loading={cancelling.isPending}
            onClick={() => cancelling.mutate()}
          >
            Cancel the job
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
