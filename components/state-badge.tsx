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

type StateBadgeProps = { job: { state: JobState; dry_run?: true | undefined; exit_code?: number | null } };

/**
 * A job's state as a word; its colour only repeats it. What was only looked at has not succeeded in anything, and a
 * command that says that it failed has succeeded in nothing but having run.
 */
export function StateBadge({ job }: StateBadgeProps) {
  const { label, color } = shownAs(job);
  return (
    <Badge variant="dot" color={color} tt="none" fw={600}>
      {label}
    </Badge>
  );
}

function shownAs({ state, dry_run: isDryRun, exit_code: exitCode = null }: StateBadgeProps["job"]) {
  if (isDryRun) return { label: "Dry run", color: "indigo.4" };
  if (state === "succeeded" && exitCode !== null && exitCode !== 0) {
    return { label: `Ended with exit code ${exitCode}`, color: "orange.6" };
  }
  return { label: jobStateLabels[state], color: colors[state] };
}
