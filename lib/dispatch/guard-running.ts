import type { Context } from "@/lib/records/context";
import { extendLeases } from "@/lib/records/jobs/extend-leases";
import { lostJob } from "./lost-job";
import { runningJobs } from "./running-jobs";
import { leaseMs, processId } from "./start-job";
import { stopCancelled } from "./stop-cancelled";

const heartbeatMs = 5_000;

/**
 * Shows a sign of life for the jobs that this process runs, whichever queue they came from, and stops those that are
 * cancelled. The answer ends it: the heartbeat goes on for what still runs, until the process stops.
 */
export function guardRunning(ctx: Context): () => void {
  const unstop = stopCancelled(ctx);
  const heartbeat = setInterval(() => void beat(ctx), heartbeatMs).unref();
  return () => {
    unstop();
    ctx.signal.addEventListener("abort", () => clearInterval(heartbeat), { once: true });
  };
}

/** Extends the leases of what runs here, and stops what is no longer ours: cancelled, or taken up by another process. */
async function beat(ctx: Context): Promise<void> {
  const running = [...runningJobs(ctx.db)];
  if (running.length === 0) return;
  try {
    const held = running.map(([id, { attempt }]) => ({ id, attempt }));
    const still = await extendLeases(ctx, { heldBy: processId(), held, leaseMs });
    for (const [id, job] of running) {
      if (!still.has(id) && runningJobs(ctx.db).get(id) === job) job.controller.abort(lostJob());
    }
  } catch (error) {
    ctx.log.warn({ err: error }, "leases could not be extended");
  }
}
