import { createId } from "@/lib/core/ids";
import type { Job } from "@/lib/records/jobs/job";
import { testActor } from "./test-context";

/** A job that waits in the queue, as far as `given` does not say otherwise. */
export function queuedJob(given: Partial<Job> = {}): Job {
  const now = new Date();
  return {
    id: createId("job", now.getTime()),
    intent: "system.whoami",
    mode: "agent",
    state: "queued",
    callerKind: "key",
    callerId: testActor.id,
    callerName: testActor.name,
    namespace: testActor.namespace,
    inputs: {},
    context: null,
    callbackUrl: null,
    requestId: "req_test",
    result: null,
    error: null,
    createdAt: now,
    startedAt: null,
    finishedAt: null,
    durationMs: null,
    effects: "read",
    attempt: 0,
    attemptsMax: 3,
    priority: 0,
    runAt: now,
    heldBy: null,
    leaseUntil: null,
    sentAt: null,
    replayOf: null,
    idempotencyKey: null,
    traceparent: null,
    expiresAt: null,
    costMicros: 0,
    ...given,
  };
}
