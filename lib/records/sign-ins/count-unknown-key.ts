import type { Context } from "@/lib/records/context";
import { countFailure, type Pace } from "./count-failure";
import { failureKey } from "./failure-key";

const minuteMs = 60_000;
/** Thirty wrong keys are free; then each doubles the wait, up to a minute. */
const pace: Pace = { free: 30, firstMs: 2_000, waitMsMax: minuteMs, forgetMs: 15 * minuteMs };

/**
 * Counts a key that nobody has against the address that sent it, for every process at once, and answers 0; or counts
 * nothing, and answers how many milliseconds the address must wait.
 */
export async function countUnknownKey(
  ctx: Pick<Context, "db" | "clock" | "secretKey">,
  { address }: { address: string },
): Promise<number> {
  return countFailure(ctx, { key: failureKey(ctx, ["unknown key", address]), pace });
}
