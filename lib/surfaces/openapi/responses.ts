import { type ErrorCode, errorCodes } from "@/lib/core/error-codes";
import type { Header, JsonSchema, OpenapiResponse, Reference } from "./document";

export const headers = {
  "X-Request-Id": {
    description: "The id of this request in the log; the caller's own when it sent a plain one.",
    schema: { type: "string" },
  },
  "Idempotency-Replayed": {
    description: "true when an earlier, identical request gave this answer and nothing was run again.",
    schema: { type: "string", enum: ["true"] },
  },
  "Preference-Applied": {
    description: "What of the header Prefer (respond-async, wait=N) was heeded.",
    schema: { type: "string" },
  },
  "Retry-After": {
    description: "Seconds to wait before the same call may succeed.",
    schema: { type: "string", pattern: "^[0-9]+$" },
  },
  "RateLimit-Policy": {
    description: "The limits on calls that hold for this caller: q calls in w seconds.",
    schema: { type: "string" },
  },
  RateLimit: { description: "What is left of each: r calls now, all in t seconds.", schema: { type: "string" } },
  "WWW-Authenticate": { description: "The scheme that is asked for.", schema: { type: "string" } },
} as const satisfies Record<string, Header>;

type HeaderName = keyof typeof headers;
type Answer = { description: string; schema: JsonSchema; headers?: readonly HeaderName[] };

const codes = Object.keys(errorCodes) as ErrorCode[];

/** A JSON answer; every one of them names its request. */
export function respondsWith({ description, schema, headers: names = [] }: Answer): OpenapiResponse {
  const named = (["X-Request-Id", ...names] as const).map((name) => [name, refTo("headers", name)]);
  return { description, headers: Object.fromEntries(named), content: { "application/json": { schema } } };
}

/**
 * References to the error answers that these codes lead to, by status. Who can be refused for a key that is not known can
 * be told to come later, after many.
 */
export function errorsOf(some: readonly ErrorCode[]): Record<string, Reference> {
  const all = some.includes("unauthorized") ? [...some, "too_many_attempts" as const] : some;
  const statuses = new Set(all.map((code) => errorCodes[code].status));
  return Object.fromEntries([...statuses].map((status) => [String(status), refTo("responses", `Error${status}`)]));
}

/** What a call of an intent can fail with: everything, since a tool may fail in any way, but what other paths say. */
export function callErrors({ isRepeatable }: { isRepeatable: boolean }): Record<string, Reference> {
  const elsewhere = new Set<ErrorCode>([
    "method_not_allowed",
    "job_not_found",
    "not_found",
    "job_not_finished",
    "question_closed",
  ]);
  if (isRepeatable) elsewhere.add("idempotency_conflict");
  return errorsOf(codes.filter((code) => !elsewhere.has(code)));
}

/** One error answer for each of these statuses, from the code table. */
export function errorResponses(statuses: Iterable<number>): Record<string, OpenapiResponse> {
  return Object.fromEntries([...statuses].sort().map((status) => [`Error${status}`, errorResponse(status)]));
}

export function refTo(section: "schemas" | "responses" | "headers", name: string): Reference {
  return { $ref: `#/components/${section}/${name}` };
}

function errorResponse(status: number): OpenapiResponse {
  const ofStatus = codes.filter((code) => errorCodes[code].status === status);
  const isRetryable = status === 402 || ofStatus.some((code) => errorCodes[code].isRetryable);
  return respondsWith({
    description: `Not done. code is ${ofStatus.join(" or ")}.`,
    schema: refTo("schemas", "ErrorEnvelope"),
    headers: [
      ...(isRetryable ? ["Retry-After" as const] : []),
      ...(status === 429 ? (["RateLimit-Policy", "RateLimit"] as const) : []),
      ...(status === 401 ? ["WWW-Authenticate" as const] : []),
    ],
  });
}
