import { AppError } from "./app-error";

const passingCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
  "CONNECTION_CLOSED",
  "CONNECTION_DESTROYED",
  "CONNECTION_ENDED",
  "CONNECT_TIMEOUT",
  "STATEMENT_DEADLINE", // lib/db/create-pool.ts
  "25006", // read_only_sql_transaction, of a server that was demoted
  "40001", // serialization_failure
  "40P01", // deadlock_detected
  "53100", // disk_full
  "53200", // out_of_memory
  "53300", // too_many_connections
  "57014", // query_canceled, by the server's statement_timeout
  "57P01", // admin_shutdown
  "57P02", // crash_shutdown
  "57P03", // cannot_connect_now
]);

/**
 * Turns anything thrown into an AppError. What is not known becomes `internal` with a fixed sentence, because a
 * message that we did not write may hold a secret; the original stays as `cause` for the log.
 */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (isDatabaseUnavailable(thrown)) {
    return new AppError({
      code: "database_unavailable",
      detail: "The database cannot be reached right now. Nothing was run twice; try again in a few seconds.",
      hint: "Operators: check that the server named by DATABASE_URL is up; this process reconnects by itself.",
      cause: thrown,
    });
  }
  return new AppError({
    code: "internal",
    detail: "Something went wrong inside the orchestrator. The details are in its log under the request id.",
    cause: thrown,
  });
}

/** Only errors of the database reach us with an unwrapped driver code: engines translate their own. */
function isDatabaseUnavailable(thrown: unknown): boolean {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    const code = "code" in error ? error.code : undefined;
    if (typeof code === "string" && (passingCodes.has(code) || /^08[0-9A-Z]{3}$/.test(code))) return true;
    if (error.message === "PGlite is closed") return true;
  }
  return false;
}
