import { Badge } from "@mantine/core";
import { jobStateLabels } from "@/lib/client/job-states";
import type { JobState } from "@/lib/contracts/job";

const colors: Record<JobState, string> = {
  queued: "gray",
  awaiting_approval: "yellow",
  running: "blue",
  retrying: "orange",
  succeeded: "teal",
  failed: "red",
  cancelled: "gray",
  expired: "gray",
  rejected: "pink",
};

/** A state as a word; its colour only repeats it. */
export function StateBadge({ state }: { state: JobState }) {
  return (
    <Badge variant="dot" color={colors[state]} tt="none" fw={600}>
      {jobStateLabels[state]}
    </Badge>
  );
}
