import type { ServerContext } from "@modelcontextprotocol/server";
import type { JobProgress } from "@/lib/contracts/job";

type TellProgressInput = { call: Pick<ServerContext["mcpReq"], "notify">; progressToken: string | number };

const total = 100;
const step = 0.01;

/**
 * Passes a job's progress on to whoever asked for it, in percent. Each value is larger than the one before, as the
 * protocol wants it: what a job tells without a fraction, or with a smaller one, counts as a hundredth more.
 * Source: MCP 2026-07-28, basic/patterns/progress.
 */
export function tellProgress({ call, progressToken }: TellProgressInput) {
  let last = 0;
  return async ({ fraction, message }: Pick<JobProgress, "fraction" | "message">): Promise<void> => {
    last = Math.max((fraction ?? 0) * total, Math.round((last + step) / step) * step);
    // Who does not know how far it is has no total, and past it there is none either.
    const params = {
      progressToken,
      progress: last,
      message,
      ...(fraction !== undefined && last <= total && { total }),
    };
    await call.notify({ method: "notifications/progress", params });
  };
}
