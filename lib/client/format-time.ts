const units = [
  { unit: "day", ms: 86_400_000 },
  { unit: "hour", ms: 3_600_000 },
  { unit: "minute", ms: 60_000 },
  { unit: "second", ms: 1_000 },
] as const;
const relative = new Intl.RelativeTimeFormat("en", { numeric: "always" });
const exact = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "long" });
const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium" });
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const seconds = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const dayAndClock = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
});

/** How long ago something was ("3 minutes ago"); a clock that is a little ahead reads as now. */
export function formatRelativeTime({ iso, nowMs }: { iso: string; nowMs: number }): string {
  const agoMs = nowMs - Date.parse(iso);
  const fit = units.find(({ ms }) => agoMs >= ms);
  return fit ? relative.format(-Math.floor(agoMs / fit.ms), fit.unit) : "just now";
}

/** A moment to the second, in the reader's time zone and naming it. */
export function formatExactTime(iso: string): string {
  return exact.format(new Date(iso));
}

/** The day of a moment, in the reader's time zone. */
export function formatDay(iso: string): string {
  return day.format(new Date(iso));
}

/** A duration in the unit that a person would use: 45 ms, 1.25 s, 3 min 5 s. */
export function formatDuration(ms: number): string {
  if (ms < 1) return "<1 ms";
  if (ms < 1_000) return `${ms} ms`;
  if (ms < 60_000) return `${Number((ms / 1_000).toFixed(2))} s`;
  const seconds = Math.round(ms / 1_000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** A duration for a scale, in one unit that is not broken over two lines. */
export function formatAxisDuration(ms: number): string {
  if (ms === 0) return "0";
  if (ms < 1_000) return `${Math.round(ms)}\u00a0ms`;
  if (ms < 60_000) return `${Number((ms / 1_000).toFixed(1))}\u00a0s`;
  return `${Number((ms / 60_000).toFixed(1))}\u00a0min`;
}

/** How long is left until a moment, to the second ("14 min 20 s"); null when it has passed. */
export function formatTimeLeft({ iso, nowMs }: { iso: string; nowMs: number }): string | null {
  const leftMs = Date.parse(iso) - nowMs;
  if (leftMs <= 0) return null;
  return formatSpan(Math.ceil(leftMs / 1_000));
}

/** Whole seconds as a person would say them ("14 min 20 s", "2 h 5 min"). */
export function formatSpan(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3_600)} h ${Math.floor((seconds % 3_600) / 60)} min`;
}

/** The time of day in the reader's zone, to the minute. */
export function formatClockTime(iso: string): string {
  return clock.format(new Date(iso));
}

/** The time of day in the reader's zone, to the second. */
export function formatClock(iso: string): string {
  return seconds.format(new Date(iso));
}

/** A moment on a scale: the time of day, with its day where the scale is longer than one. */
export function formatTick({ iso, hasDay }: { iso: string; hasDay: boolean }): string {
  return (hasDay ? dayAndClock : clock).format(new Date(iso));
}
