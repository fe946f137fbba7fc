import type { Env } from "@/lib/core/env";
import type { Log } from "@/lib/core/log";
import { embeddedQueue, type Queue } from "@/lib/core/queue";
import { createInngestQueue } from "./inngest-queue";

/** The one choice between the two queues, by configuration. */
export function createQueue({ env, log }: { env: Pick<Env, "inngest">; log: Log }): Queue {
  return env.inngest ? createInngestQueue({ settings: env.inngest, log }) : embeddedQueue;
}
