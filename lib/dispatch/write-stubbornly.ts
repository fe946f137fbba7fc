import { setTimeout as sleep } from "node:timers/promises";
import { toAppError } from "@/lib/core/to-app-error";
import type { Context } from "@/lib/records/context";

const delaysMs = [100, 500, 1_000, 2_000, 5_000, 5_000, 5_000];

/** Writes how a run went, again and again: what is in hand is not given up because the database is away for a moment. */
export async function writeStubbornly<Written>(
  ctx: Pick<Context, "log">,
  write: () => Promise<Written>,
): Promise<Written> {
  for (const delayMs of delaysMs) {
    try {
      return await write();
    } catch (error) {
      if (toAppError(error).code !== "database_unavailable") throw error;
      ctx.log.warn({ err: error }, "how a job went could not be written yet");
      await sleep(delayMs);
    }
  }
  return write();
}
