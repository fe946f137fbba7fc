import type { AppError } from "@/lib/core/app-error";
import type { Log } from "@/lib/core/log";
import { metrics } from "@/lib/core/metrics";
import { loggedDetail } from "@/lib/dispatch/logged-detail";

/** Counts what a request failed with, and writes it to the log, its cause too. */
export function logError(log: Log, error: AppError): void {
  metrics().refusals.inc({ code: error.code });
  const { level, fields, message } = errorFacts(error);
  log[level](fields, message);
}

/** The same as the parts of a line. */
export function errorFacts(error: AppError) {
  const level = error.code === "internal" || error.code === "database_unavailable" ? "error" : "info";
  return {
    level,
    fields: { err: error.cause, code: error.code, ...error.context },
    message: loggedDetail(error),
  } as const;
}
