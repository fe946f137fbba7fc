import type { JobView } from "@/lib/contracts/envelope";

/** What the command of a job ended with; null where it ran none, or has not ended. */
export function exitCodeOf(job: JobView): number | null {
  const result = job.status === "success" && job.intent.startsWith("ssh.") ? job.result : null;
  const code = (result as { exit_code?: unknown } | null)?.exit_code;
  return typeof code === "number" ? code : null;
}
