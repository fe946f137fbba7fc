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

/** A state as a word; its colour only repeats it. */
export function StateBadge({ state }: { state: JobState }) {
  return (
    <Badge variant="dot" color={colors[state]} tt="none" fw={600}>
      {jobStateLabels[state]}
    </Badge>
  );
}
