import { createId } from "@/lib/core/ids";

/** The caller's own id when it is a plain one, else a new one. */
export function requestIdOf(request: Request): string {
  const given = request.headers.get("x-request-id") ?? "";
  return /^[A-Za-z0-9._-]{8,128}$/.test(given) ? given : createId("request", Date.now());
}
