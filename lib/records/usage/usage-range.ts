import { sinceMsOf } from "@/lib/contracts/jobs-filter";
import { type UsageBucket, usageDaysMax, usageHourlyDaysMax } from "@/lib/contracts/usage";
import { AppError } from "@/lib/core/app-error";
import type { Context } from "@/lib/records/context";
import type { UsageRange } from "./usage-rows";

const hourMs = 3_600_000;

type UsageRangeInput = { from: string; to?: string | undefined; bucket: UsageBucket };

/** The whole hours that a query is about. Throws `invalid_request` for more than 366 days, or 31 by the hour, or none. */
export function usageRange(ctx: Pick<Context, "clock">, { from, to, bucket }: UsageRangeInput): UsageRange {
  const nowMs = ctx.clock.now().getTime();
  const toMs = to === undefined ? nowMs : Date.parse(to);
  // Nothing was called before 1970, and databases write the years before 1 in their own way.
  const startMs = Math.max(0, Math.floor(sinceMsOf({ since: from, nowMs: toMs }) / hourMs) * hourMs);
  // What ends in this very moment counts too.
  const endMs = (to === undefined ? Math.floor(toMs / hourMs) + 1 : Math.ceil(toMs / hourMs)) * hourMs;
  if (startMs >= endMs) throw wrong("must be before 'to'");
  const daysMax = bucket === "hour" ? usageHourlyDaysMax : usageDaysMax;
  if (endMs - startMs > daysMax * 24 * hourMs + hourMs) {
    throw wrong(`must be at most ${daysMax} days before 'to'${bucket === "hour" ? " when bucket is hour" : ""}`);
  }
  return { from: new Date(startMs), to: new Date(endMs) };
}

function wrong(message: string): AppError {
  return new AppError({
    code: "invalid_request",
    detail: `The request is not valid: 'from' ${message}.`,
    errors: [{ path: "from", message }],
  });
}
