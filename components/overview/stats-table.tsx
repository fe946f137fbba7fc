import { VisuallyHidden } from "@mantine/core";
import { formatDuration } from "@/lib/client/format-time";
import { statsSeries } from "@/lib/client/stats-series";
import type { Stats } from "@/lib/contracts/stats";

/** What the charts draw, for whoever does not see them: the buckets in which anything was called. */
export function StatsTable({ stats }: { stats: Stats }) {
  const points = statsSeries(stats).filter(({ calls }) => Object.keys(calls).length > 0);
  return (
    <VisuallyHidden>
      <table>
        <caption>Calls over time</caption>
        <thead>
          <tr>
            <th scope="col">From</th>
            <th scope="col">Calls</th>
            <th scope="col">Failures</th>
            <th scope="col">Median time</th>
            <th scope="col">95th percentile</th>
          </tr>
        </thead>
        <tbody>
          {points.map(({ at, label, calls, failures, p50, p95 }) => (
            <tr key={at}>
              <th scope="row">{label}</th>
              <td>
                {Object.entries(calls)
                  .map(([mode, count]) => `${count} ${mode}`)
                  .join(", ")}
              </td>
              <td>{failures}</td>
              <td>{p50 === null ? "nothing ran" : formatDuration(p50)}</td>
              <td>{p95 === null ? "nothing ran" : formatDuration(p95)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </VisuallyHidden>
  );
}
