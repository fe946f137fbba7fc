import type { JobState } from "@/lib/contracts/job";
import { createId } from "@/lib/core/ids";
import type { Job } from "@/lib/records/jobs/job";
import { queuedJob } from "./queued-job";

const intents = ["memory.write", "memory.search", "memory", "system.whoami", "gmail.triage"];
const states: JobState[] = ["succeeded", "failed", "succeeded", "running", "cancelled", "queued", "expired"];
const callers = [
  ["key_test", "test key"],
  ["key_other", "Nightly Import"],
  ["usr_ada", "ada@example.com"],
  ["local", "local"],
] as const;

/** Jobs that differ in all that a filter looks at, a minute between two of them, the first one the newest. */
export function variedJobs({ count, newestMs }: { count: number; newestMs: number }): Job[] {
  return Array.from({ length: count }, (_, n) => {
    const createdAt = new Date(newestMs - n * 60_000);
    const state = states[n % states.length] ?? "succeeded";
    const [callerId, callerName] = callers[n % callers.length] ?? callers[0];
    const hasEnded = !["queued", "running"].includes(state);
    return queuedJob({
      id: createId("job", createdAt.getTime()),
      intent: intents[n % intents.length] ?? "memory.write",
      mode: n % 3 === 0 ? "flow" : "agent",
      state,
      callerId,
      callerName,
      createdAt,
      startedAt: createdAt,
      finishedAt: hasEnded ? createdAt : null,
      durationMs: hasEnded ? n + 1 : null,
      error: state === "failed" ? { code: "upstream_failed", error: `The 100% host "n${n}" is DOWN.` } : null,
    });
  });
}
