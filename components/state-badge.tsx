import { Badge } from "@mantine/core";
import { jobStateLabels } from "@/lib/client/job-states";
import type { JobState } from "@/lib/contracts/job";

const colors: Record<JobState, string> = {
  queued: "gray.6",
  awaiting_approval: "yellow.6",
  running: "blue.6",
  retrying: "orange.6",
  succeeded: "teal.6",
  failed: "red.6",
  cancelled: "gray.6",
  expired: "gray.6",
  rejected: "pink.6",
};

type StateBadgeProps = { job: { state: JobState; dry_run?: true | undefined } };

/** A job's state as a word; its colour only repeats it. What was only looked at has not succeeded in anything. */
export function StateBadge({ job: { state, dry_run: isDryRun } }: StateBadgeProps) {
  return (
    <Badge variant="dot" color={isDryRun ? "indigo.4" : colors[state]} tt="none" fw={600}>
      {isDryRun ? "Dry run" : jobStateLabels[state]}
    </Badge>
  );
}
