import type { Job } from "./job";

/** What a list shows of a job, and whose it is: neither inputs nor results, so that a page stays small. */
export type JobRow = Pick<
  Job,
  | "id"
  | "intent"
  | "mode"
  | "state"
  | "callerId"
  | "callerName"
  | "createdAt"
  | "finishedAt"
  | "durationMs"
  | "attempt"
  | "attemptsMax"
  | "runAt"
  | "replayOf"
> & { error: string | null };

/** A row of a hand-written statement; the drivers differ in whether they read times. */
export function toJobRow(row: Record<string, unknown>): JobRow {
  return {
    id: row.id as string,
    intent: row.intent as string,
    mode: row.mode as JobRow["mode"],
    state: row.state as JobRow["state"],
    callerId: row.caller_id as string,
    callerName: row.caller_name as string,
    createdAt: timeOf(row.created_at) ?? new Date(0),
    finishedAt: timeOf(row.finished_at),
    durationMs: row.duration_ms as number | null,
    attempt: row.attempt as number,
    attemptsMax: row.attempts_max as number,
    runAt: timeOf(row.run_at),
    replayOf: row.replay_of as string | null,
    error: row.error_text as string | null,
  };
}

function timeOf(value: unknown): Date | null {
  return value === null ? null : new Date(value as string | Date);
}
