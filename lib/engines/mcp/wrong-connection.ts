import { ProtocolError, SdkError, SdkErrorCode, SdkHttpError } from "@modelcontextprotocol/client";
import type { LiveClient } from "./live-client";

/** Why a request was turned away unread, by a server that another connection would suit: it did not run. */
export type WrongConnection = "session" | "era";

const unread = [-32_600, -32_601, -32_022];

/**
 * Whether a refusal says that the server no longer knows this session (MCP 2025-11-25, basic/transports: 404; some say
 * 400), or that it speaks another revision than an earlier verdict has it. Null for every other error.
 */
export function wrongConnection({ live, error }: { live: LiveClient; error: unknown }): WrongConnection | null {
  const status = error instanceof SdkHttpError ? error.status : null;
  const hasSession = "sessionId" in live.transport && live.transport.sessionId !== undefined;
  if (hasSession && (status === 404 || (status === 400 && /session/i.test((error as Error).message)))) return "session";
  if (live.isProven) return null;
  if (status !== null && [400, 404, 405, 406].includes(status)) return "era";
  return error instanceof ProtocolError && unread.includes(error.code) ? "era" : null;
}

/** Whether an answer is of another revision: it came, so the request has run, and only the verdict is of no more use. */
export function isOtherEra({ live, error }: { live: LiveClient; error: unknown }): boolean {
  return !live.isProven && error instanceof SdkError && error.code === SdkErrorCode.InvalidResult;
}
