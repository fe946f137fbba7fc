/** What an exchange came to, seen from the transport: nothing here knows a backend. */
export type FlowReply =
  | { kind: "answered"; answer: RawAnswer }
  /** An answer whose status is good and whose body cannot be taken. */
  | { kind: "refused"; why: RefusedWhy; status: number }
  /** Not a byte of the request has left. */
  | { kind: "unsent"; why: UnsentWhy; cause: unknown }
  /** The request, or a part of it, has left, and no whole answer came. */
  | { kind: "lost"; why: LostWhy; cause: unknown };

export type RawAnswer = { status: number; headers: Record<string, string>; body: Buffer };
export type RefusedWhy = "too_large" | "encoded";
export type UnsentWhy = "no_address" | "refused" | "certificate" | "late" | "unreachable" | "bad_url";
export type LostWhy = "late" | "aborted" | "cut" | "not_http" | "header_too_large";
