import { VisuallyHidden } from "@mantine/core";
import { formatCost } from "@/lib/client/format-cost";
import { formatDuration } from "@/lib/client/format-time";
import { outcomeLabels } from "@/lib/client/outcome-labels";
import type { UsagePoint } from "@/lib/client/usage-series";
import type { UsageOutcome } from "@/lib/contracts/usage";

/** What the charts draw, for whoever does not see them: the buckets in which anything was called. */
export function UsageOverTimeTable({ points }: { points: UsagePoint[] }) {
  const time = (ms: number | null) => (ms === null ? "nothing ran" : formatDuration(ms));
  return (
    <VisuallyHidden>
      <table>
        <caption>Usage over time</caption>
        <thead>
          <tr>
            <th scope="col">From</th>
            <th scope="col">Calls</th>
            <th scope="col">Median time</th>
            <th scope="col">95th percentile</th>
            <th scope="col">99th percentile</th>
            <th scope="col">Cost</th>
          </tr>
        </thead>
        <tbody>
          {points
            .filter(({ calls }) => Object.keys(calls).length > 0)
            .map(({ at, label, calls, p50, p95, p99, cost }) => (
              <tr key={at}>
                <th scope="row">{label}</th>
                <td>
                  {Object.entries(calls)
                    .map(([outcome, count]) => `${count} ${outcomeLabels[outcome as UsageOutcome]}`)
                    .join(", ")}
                </td>
                <td>{time(p50)}</td>
                <td>{time(p95)}</td>
                <td>{time(p99)}</td>
                <td>{formatCost(cost * 1e6)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </VisuallyHidden>
  );
}
