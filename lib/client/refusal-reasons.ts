const reasons: Record<string, string> = {
  unauthorized: "No key, or one that is not good",
  forbidden: "The key does not cover it, is paused, or came from elsewhere",
  intent_not_found: "There is no such intent",
  invalid_inputs: "The inputs do not fit",
  invalid_request: "The request is not valid",
  invalid_json: "The body is no JSON",
  payload_too_large: "The body is too large",
  unsupported_media_type: "The body is of another type",
  idempotency_conflict: "The same key with other inputs",
  command_refused: "The command is not allowed",
  host_not_found: "There is no such host",
  host_key_unknown: "The host's key is not accepted yet",
  limit_reached: "There are too many already",
  rate_limited: "Too many calls a minute",
  too_many_jobs: "Too many jobs at once",
  too_many_attempts: "Too many unknown keys from one address",
  budget_exceeded: "The budget is used up",
  intent_stopped: "An operator has stopped it",
  busy: "Too much at once",
  not_configured: "What it needs is not set up",
  shutting_down: "The process was stopping",
};

/** Why a call was refused, in words; the code itself where there are none for it. */
export function refusalReason(code: string): string {
  return reasons[code] ?? code.replaceAll("_", " ");
}
