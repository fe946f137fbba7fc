import { sha256Hex } from "@/lib/core/crypto";

/** W3C Trace Context, section 3.2: version 00, and neither id all zeros. */
const form = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})$/;

/** A `traceparent` header that can be handed on; null for one that is not well formed, which the standard says to ignore. */
export function readTraceparent(header: string | null): string | null {
  return header !== null && form.test(header) ? header : null;
}

/**
 * The `traceparent` of what one attempt of a job asks of others: the caller's trace, or one of the job's own, and a span
 * that the job and its attempt name, so that a log can find it again.
 */
export function traceparentOf(job: { id: string; attempt: number; traceparent: string | null }): string {
  const [, traceId, flags] = (job.traceparent && form.exec(job.traceparent)) || [];
  const span = sha256Hex(`${job.id}.${job.attempt}`).slice(0, 16);
  return `00-${traceId ?? sha256Hex(job.id).slice(0, 32)}-${span}-${flags ?? "01"}`;
}
