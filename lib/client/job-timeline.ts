import type { ApprovalView } from "@/lib/contracts/approval";
import type { JobView } from "@/lib/contracts/envelope";
import type { JobState } from "@/lib/contracts/job";
import { formatDuration, formatExactTime } from "./format-time";
import type { LogEntry } from "./job-log";

/** One line of a job's story; `tone` says how it reads at a glance. */
export type TimelineEntry = {
  at: string;
  title: string;
  /** Words of ours or of others, shown as plain text. */
  detail: string | null;
  tone: "plain" | "good" | "bad" | "waiting";
  href?: string;
};

type TimelineInput = {
  job: Pick<JobView, "state" | "attempt" | "created_at" | "finished_at"> & { error?: string | undefined };
  entries: readonly LogEntry[];
  callbacks: JobView["callbacks"];
  decisions: ApprovalView["decisions"];
  approvalHref: string | null;
};

const tones: Record<JobState, TimelineEntry["tone"]> = {
  queued: "plain",
  awaiting_approval: "waiting",
  running: "plain",
  retrying: "waiting",
  succeeded: "good",
  failed: "bad",
  cancelled: "bad",
  expired: "bad",
  rejected: "bad",
};

/** What happened to a job, from its log, its approval and its callbacks, oldest first. */
export function jobTimeline({ job, entries, callbacks, decisions, approvalHref }: TimelineInput): TimelineEntry[] {
  const told = [
    ...logEntries(entries.length > 0 ? entries : entriesOf(job), approvalHref),
    ...decisions.map(({ decision, by, reason, at, edited }) => ({
      at,
      title: `${decision === "approve" ? "Approved" : "Rejected"} by ${by}${edited ? ", edited first" : ""}`,
      detail: reason,
      tone: decision === "approve" ? ("good" as const) : ("bad" as const),
    })),
    ...callbacks.flatMap(callbackEntries),
  ];
  return told.toSorted((left, right) => Date.parse(left.at) - Date.parse(right.at));
}

/** A call that only reads is recorded at its end, without a log; of others it may have been removed with its age. */
function entriesOf({ state, attempt, created_at, finished_at, error }: TimelineInput["job"]): LogEntry[] {
  if (finished_at === null) return [];
  return [
    { type: "state", data: { state: "running", attempt: 1, at: created_at } },
    { type: "state", data: { state, attempt, at: finished_at, ...(error !== undefined && { error }) } },
  ];
}

/** Of the progress between two moves, the last word and how many there were. */
function logEntries(entries: readonly LogEntry[], approvalHref: string | null): TimelineEntry[] {
  const told: TimelineEntry[] = [];
  let steps = 0;
  for (const entry of entries) {
    if (entry.type === "state") {
      steps = 0;
      told.push(stateEntry(entry.data, approvalHref));
      continue;
    }
    steps += 1;
    if (steps > 1) told.pop();
    const { fraction, message, at } = entry.data;
    const percent = fraction === undefined ? "" : ` (${Math.round(fraction * 100)} %)`;
    told.push({
      at,
      title: `Progress${steps > 1 ? `, ${steps} times` : ""}${percent}`,
      detail: message,
      tone: "plain",
    });
  }
  return told;
}

type StateData = Extract<LogEntry, { type: "state" }>["data"];

function stateEntry({ state, attempt, run_at, error, at }: StateData, approvalHref: string | null): TimelineEntry {
  const retry = run_at ? ` Tried again at ${formatExactTime(run_at)}.` : "";
  return {
    at,
    title: titleOf(state, attempt),
    detail: error === undefined ? retry.trim() || null : `${error}${retry}`,
    tone: tones[state],
    ...(state === "awaiting_approval" && approvalHref && { href: approvalHref }),
  };
}

function titleOf(state: JobState, attempt: number): string {
  switch (state) {
    case "queued":
      return attempt > 0 ? "Queued again" : "Queued";
    case "awaiting_approval":
      return "Waits for a person's approval";
    case "running":
      return attempt > 1 ? `Started, attempt ${attempt}` : "Started";
    case "retrying":
      return `Attempt ${attempt} failed`;
    case "succeeded":
      return "Succeeded";
    case "failed":
      return attempt > 1 ? `Failed at attempt ${attempt}` : "Failed";
    case "cancelled":
      return "Cancelled";
    case "expired":
      return "Expired";
    case "rejected":
      return "Rejected";
  }
}

function callbackEntries({ url, attempts }: JobView["callbacks"][number]): TimelineEntry[] {
  return attempts.map(({ at, status, error, duration_ms }) => ({
    at,
    title: error === null ? "Callback delivered" : "Callback failed",
    detail: `${hostOf(url)}: ${[status ?? "no answer", error, formatDuration(duration_ms)].filter(Boolean).join(" · ")}`,
    tone: error === null ? "good" : "bad",
  }));
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
