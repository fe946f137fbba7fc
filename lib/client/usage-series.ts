import type { Usage, UsageBucket, UsageOutcome } from "@/lib/contracts/usage";

/** What the charts draw of one bucket; a time is null where nothing ran. */
export type UsagePoint = {
  at: string;
  label: string;
  calls: Partial<Record<UsageOutcome, number>>;
  p50: number | null;
  p95: number | null;
  p99: number | null;
  cost: number;
};

const order: UsageOutcome[] = ["succeeded", "dry_run", "failed", "expired", "cancelled", "rejected", "refused"];
const formats: Record<Exclude<UsageBucket, "all">, Intl.DateTimeFormat> = {
  hour: new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" }),
  // Days and months begin where the server counts them: in UTC.
  day: new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" }),
  month: new Intl.DateTimeFormat("en-GB", { month: "short", year: "numeric", timeZone: "UTC" }),
};

type SeriesInput = { outcomes: Usage; times: Usage; bucket: Exclude<UsageBucket, "all"> };

/** Every bucket of a time as a point of a chart, those in which nothing was called too. */
export function usageSeries({ outcomes, times, bucket }: SeriesInput): UsagePoint[] {
  return startsOf({ from: times.from, to: times.to, bucket }).map((at) => {
    const timed = times.rows.find((row) => row.bucket === at);
    const ended = outcomes.rows.filter((row) => row.bucket === at);
    return {
      at,
      label: formats[bucket].format(new Date(at)),
      calls: Object.fromEntries(ended.map(({ outcome, calls, refused }) => [outcome, calls + refused])),
      p50: timed?.p50_ms ?? null,
      p95: timed?.p95_ms ?? null,
      p99: timed?.p99_ms ?? null,
      cost: (timed?.cost_micros ?? 0) / 1e6,
    };
  });
}

/** The outcomes that any call had, in a fixed order. */
export function outcomesSeen({ rows }: Pick<Usage, "rows">): UsageOutcome[] {
  return order.filter((outcome) => rows.some((row) => row.outcome === outcome));
}

function startsOf({ from, to, bucket }: { from: string; to: string; bucket: Exclude<UsageBucket, "all"> }): string[] {
  const starts: string[] = [];
  const at = new Date(from);
  if (bucket !== "hour") at.setUTCHours(0, 0, 0, 0);
  if (bucket === "month") at.setUTCDate(1);
  for (const end = Date.parse(to); at.getTime() < end; ) {
    starts.push(at.toISOString());
    if (bucket === "hour") at.setUTCHours(at.getUTCHours() + 1);
    if (bucket === "day") at.setUTCDate(at.getUTCDate() + 1);
    if (bucket === "month") at.setUTCMonth(at.getUTCMonth() + 1);
  }
  return starts;
}
