import { setTimeout as pause } from "node:timers/promises";
import type { Context } from "@/lib/records/context";
import { postNotice } from "./post-notice";

const tryAfterMs = [0, 2_000, 15_000];

/** Posts a notice to the operators' own channel, three times at most. What cannot be told is in the log. Never throws. */
export async function tellOperators(
  ctx: Context,
  { id, url, body }: { id: string; url: string; body: string },
): Promise<void> {
  for (const waitMs of tryAfterMs) {
    try {
      await pause(waitMs, undefined, { signal: ctx.signal, ref: false });
      const status = await postNotice(ctx, { id, url, body });
      if (status >= 200 && status < 300) return;
      ctx.log.warn({ notice: id, status }, "the notification webhook refused to be told");
    } catch (error) {
      ctx.log.warn({ err: error, notice: id }, "the notification webhook could not be told");
    }
    if (ctx.signal.aborted) return;
  }
}
