import type { AppError } from "@/lib/core/app-error";
import type { Log } from "@/lib/core/log";

/** Writes to the log what a request failed with, its cause too. */
export function logError(log: Log, error: AppError): void {
  const level = error.code === "internal" || error.code === "database_unavailable" ? "error" : "info";
  log[level]({ err: error.cause, code: error.code, ...error.context }, error.detail);
}
