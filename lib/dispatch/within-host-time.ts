import { AppError } from "@/lib/core/app-error";
import type { Context } from "@/lib/records/context";
import type { Host } from "@/lib/records/hosts/host";

/** For looking at one host while a person waits, jump hosts included. */
const hostTimeMs = 12_000;

/** Does some work with a host that its signal ends after 12 s, with a `timeout`, and when the caller's own work ends. */
export async function withinHostTime<Value>(
  { ctx, host }: { ctx: Pick<Context, "signal">; host: Host },
  work: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(tooSlow(host)), hostTimeMs);
  try {
    return await work(AbortSignal.any([ctx.signal, late.signal]));
  } finally {
    clearTimeout(timer);
  }
}

function tooSlow({ alias }: Host): AppError {
  return new AppError({
    code: "timeout",
    detail: `Host '${alias}' did not answer within ${hostTimeMs / 1000} s.`,
    hint: "Check that it is up, and that no firewall on the way drops the connection.",
  });
}
