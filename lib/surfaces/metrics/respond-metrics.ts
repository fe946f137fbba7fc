import { AppError } from "@/lib/core/app-error";
import { isSameSecret } from "@/lib/core/crypto";
import { metrics } from "@/lib/core/metrics";
import type { Context } from "@/lib/records/context";
import { answer } from "@/lib/surfaces/http/answer";
import { authenticate } from "@/lib/surfaces/http/authenticate";
import { noteCaller } from "@/lib/surfaces/http/observe-request";
import { requireRight } from "@/lib/surfaces/http/require-right";
import { getRuntime } from "@/lib/surfaces/process/runtime";
import { readMetrics } from "./read-metrics";

/** What is counted here, for whoever brings the scraper's token, or has the right `admin`. */
export function respondMetrics(request: Request): Promise<Response> {
  return answer(request, async (base) => {
    await admit(base, request);
    const text = await readMetrics(await getRuntime());
    return new Response(text, {
      headers: { "content-type": metrics().registry.contentType, "cache-control": "no-store" },
    });
  });
}

/** The token is looked at first, and asks no database: one that is down is what a scraper must be able to see. */
async function admit(base: Omit<Context, "actor">, request: Request): Promise<void> {
  const { metricsToken } = base.env;
  const bearer = /^Bearer ([\x21-\x7e]{1,512})$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  if (metricsToken !== null && bearer !== undefined && isSameSecret(bearer, metricsToken)) return;
  const actor = await authenticate(base, request);
  noteCaller(request, actor);
  if (actor.kind === "local") throw noToken();
  requireRight({ ...base, actor }, "admin");
}

function noToken(): AppError {
  return new AppError({
    code: "unauthorized",
    detail: "Metrics are for whoever brings the scraper's token or the key of an admin.",
    hint: "Set ORCHESTRATOR_METRICS_TOKEN, and send it as Authorization: Bearer ...",
  });
}
