import type { Log } from "@/lib/core/log";
import type { InngestClient } from "@/lib/engines/queue/inngest-client";
import { callbackDue } from "@/lib/engines/queue/queue-events";

/** Has the callback of a job that has just ended delivered at once. Never throws: the minute's round finds it too. */
export async function tellOfCallback({ client, log }: { client: InngestClient; log: Log }, jobId: string) {
  try {
    await client.send({ name: callbackDue, id: `${jobId}.callback`, data: { job_id: jobId } });
  } catch (error) {
    log.warn({ err: error, job: jobId }, "a callback could not be announced and goes out with the next round");
  }
}
