type CodeMeaning = { status: number; isRetryable: boolean };

/** Every error a caller can meet: its HTTP status, and whether the same call may succeed later. */
export const errorCodes = {
  invalid_json: { status: 400, isRetryable: false },
  invalid_request: { status: 400, isRetryable: false },
  invalid_inputs: { status: 400, isRetryable: false },
  unauthorized: { status: 401, isRetryable: false },
  forbidden: { status: 403, isRetryable: false },
  not_found: { status: 404, isRetryable: false },
  intent_not_found: { status: 404, isRetryable: false },
  job_not_found: { status: 404, isRetryable: false },
  memory_not_found: { status: 404, isRetryable: false },
  method_not_allowed: { status: 405, isRetryable: false },
  host_not_found: { status: 404, isRetryable: false },
  approval_not_found: { status: 404, isRetryable: false },
  already_exists: { status: 409, isRetryable: false },
  limit_reached: { status: 409, isRetryable: false },
  idempotency_conflict: { status: 409, isRetryable: false },
  expired: { status: 504, isRetryable: false },
  cancelled: { status: 409, isRetryable: false },
  // Somebody decided first, it changed since it was shown, or its time is over.
  approval_closed: { status: 409, isRetryable: false },
  // Somebody answered first, or nobody waits for the answer any more.
  question_closed: { status: 409, isRetryable: false },
  // A bulk action would reach other jobs than were counted for it.
  count_changed: { status: 409, isRetryable: false },
  view_not_found: { status: 404, isRetryable: false },
  rejected: { status: 403, isRetryable: false },
  command_refused: { status: 422, isRetryable: false },
  job_finished: { status: 409, isRetryable: false },
  host_in_use: { status: 409, isRetryable: false },
  host_key_unknown: { status: 409, isRetryable: false },
  job_not_finished: { status: 409, isRetryable: true },
  payload_too_large: { status: 413, isRetryable: false },
  unsupported_media_type: { status: 415, isRetryable: false },
  too_many_attempts: { status: 429, isRetryable: true },
  // More calls than the caller's key or an operator's rule lets through.
  rate_limited: { status: 429, isRetryable: true },
  too_many_jobs: { status: 429, isRetryable: true },
  // Not 429: clients repeat that by themselves, and a budget comes back in hours, or by a person's hand.
  budget_exceeded: { status: 402, isRetryable: false },
  // An operator has stopped it; nothing is wrong with the call or its caller.
  intent_stopped: { status: 409, isRetryable: false },
  internal: { status: 500, isRetryable: false },
  interrupted: { status: 500, isRetryable: false },
  not_configured: { status: 501, isRetryable: false },
  flow_failed: { status: 502, isRetryable: false },
  // A remote tool ran and says that it failed.
  tool_failed: { status: 502, isRetryable: false },
  // Whoever it is called as must sign in there first.
  upstream_sign_in_needed: { status: 502, isRetryable: false },
  // It ran, and what it answered cannot be used.
  flow_output_invalid: { status: 502, isRetryable: false },
  // Not 404: the intent exists, and what stands behind it is missing.
  flow_not_found: { status: 502, isRetryable: false },
  // An MCP server refused the call, or what it said cannot be used.
  mcp_failed: { status: 502, isRetryable: false },
  host_key_mismatch: { status: 502, isRetryable: false },
  // It made more than is kept.
  output_too_large: { status: 502, isRetryable: false },
  ssh_auth_failed: { status: 502, isRetryable: false },
  ssh_handshake_failed: { status: 502, isRetryable: false },
  upstream_failed: { status: 502, isRetryable: true },
  database_unavailable: { status: 503, isRetryable: true },
  host_busy: { status: 503, isRetryable: true },
  // Too much of what costs much at once.
  busy: { status: 503, isRetryable: true },
  shutting_down: { status: 503, isRetryable: true },
  outcome_unknown: { status: 504, isRetryable: true },
  timeout: { status: 504, isRetryable: true },
} as const satisfies Record<string, CodeMeaning>;

export type ErrorCode = keyof typeof errorCodes;
