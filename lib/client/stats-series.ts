import type { Mode } from "@/lib/contracts/job";
import type { CallStats, Stats } from "@/lib/contracts/stats";
import { formatTick } from "./format-time";

/** What the charts draw of one bucket; a time is null where nothing ran. */
export type StatsPoint = {
  at: string;
  label: string;
  calls: Partial<Record<Mode, number>>;
  failures: number;
  p50: number | null;
  p95: number | null;
};

const dayS = 86_400;

/** The buckets as points of a chart. Of several modes in one bucket the slowest speaks for it. */
export function statsSeries({ buckets, bucket_s }: Pick<Stats, "buckets" | "bucket_s">): StatsPoint[] {
  const hasDay = buckets.length * bucket_s > dayS;
  return buckets.map(({ at, modes }) => {
    const all = Object.entries(modes) as [Mode, CallStats][];
    return {
      at,
      label: formatTick({ iso: at, hasDay }),
      calls: Object.fromEntries(all.map(([mode, { calls }]) => [mode, calls])),
      failures: all.reduce((sum, [, { failures }]) => sum + failures, 0),
      p50: slowest(all.map(([, { p50_ms }]) => p50_ms)),
      p95: slowest(all.map(([, { p95_ms }]) => p95_ms)),
    };
  });
}

/** The modes that any call of the range had, in a fixed order. */
export function modesSeen({ buckets }: Pick<Stats, "buckets">): Mode[] {
  const order: Mode[] = ["agent", "flow", "mcp"];
  return order.filter((mode) => buckets.some(({ modes }) => modes[mode] !== undefined));
}

function slowest(times: (number | null)[]): number | null {
  const known = times.filter((ms) => ms !== null);
  return known.length > 0 ? Math.max(...known) : null;
}
