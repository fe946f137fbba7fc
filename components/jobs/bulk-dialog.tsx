"use client";

import { Button, Group, List, Loader, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Dialog } from "@/components/dialog";
import { PlainText } from "@/components/plain-text";
import { Problem } from "@/components/problem";
import type { JobsPageFilter } from "@/lib/client/job-queries";
import { actionCountQuery, actOnJobs } from "@/lib/client/jobs-actions";
import { actedMax } from "@/lib/contracts/acted-max";
import type { JobsAction, JobsActionResult } from "@/lib/contracts/jobs-actions";
import type { JobsFilter } from "@/lib/contracts/jobs-filter";

type BulkDialogProps = { action: JobsAction; filter: JobsPageFilter; onClose(): void };

const words = {
  cancel: { title: "Cancel jobs", verb: "Cancel", done: "cancelled", can: "have not ended" },
  replay: { title: "Replay jobs", verb: "Replay", done: "started again", can: "have ended" },
};

/** Says how many jobs it will be before it does anything, and afterwards what came of it. */
export function BulkDialog({ action, filter, onClose }: BulkDialogProps) {
  const client = useQueryClient();
  const { data, error, refetch, isFetching } = useQuery(actionCountQuery({ filter, action }));
  const acting = useMutation({
    mutationFn: actOnJobs,
    onSettled: () => void client.invalidateQueries({ queryKey: ["jobs"] }),
    onError: () => void refetch(),
  });
  const count = data?.count ?? 0;
  const now = Math.min(count, actedMax);
  const start = () =>
    // The address's values, which the server judges.
    acting.mutate({ action, request: { filter: filter as JobsFilter, expected_count: count } });
  return (
    <Dialog onClose={onClose} title={words[action].title}>
      <Stack>
        {error && <Problem error={error} retry={() => void refetch()} />}
        {acting.error && <Problem error={acting.error} />}
        {!acting.data && !data && !error && <Loader size="sm" aria-label="Counting" />}
        {!acting.data && data && <Question action={action} count={count} isMore={data.is_more} />}
        {acting.data && <Outcome action={action} result={acting.data} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {acting.data ? "Close" : "Keep them as they are"}
          </Button>
          {!acting.data && count > 0 && (
            <Button
              color={action === "cancel" ? "red.8" : "indigo"}
              loading={acting.isPending || isFetching}
              onClick={start}
            >
              {words[action].verb} {now.toLocaleString("en")} {now === 1 ? "job" : "jobs"}
            </Button>
          )}
        </Group>
      </Stack>
    </Dialog>
  );
}

function Question({ action, count, isMore }: { action: JobsAction; count: number; isMore: boolean }) {
  const { can } = words[action];
  if (count === 0) return <Text>No job of this view can be: none of them {can.replace("have", "has")}.</Text>;
  return (
    <Stack gap="xs">
      <Text>
        <strong>{count.toLocaleString("en")}</strong>
        {isMore && " or more"} {count === 1 ? "job" : "jobs"} of this view{" "}
        {count === 1 ? can.replace("have", "has") : can}.
      </Text>
      {action === "replay" && <Text>Each runs again for real, as a new job of yours.</Text>}
      {action === "cancel" && <Text>What they have done so far is not undone.</Text>}
      {count > actedMax && <Text>The newest {actedMax} go first; the others are left for another time.</Text>}
    </Stack>
  );
}

function Outcome({ action, result }: { action: JobsAction; result: JobsActionResult }) {
  return (
    <Stack gap="xs" role="status">
      <Text>
        <strong>{result.done}</strong> {words[action].done}
        {result.refused > 0 && `, ${result.refused} refused`}
        {result.left > 0 && `, about ${result.left} left`}.
      </Text>
      {result.refusals.length > 0 && (
        <List size="sm">
          {result.refusals.slice(0, 5).map(({ job_id, error }) => (
            <List.Item key={job_id}>
              <PlainText>{error}</PlainText>
            </List.Item>
          ))}
        </List>
      )}
    </Stack>
  );
}
