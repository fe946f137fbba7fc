import type { JSONRPCErrorResponse, RequestId } from "@modelcontextprotocol/client";

const connectionClosed = -32_000;
const mark = "orchestrator/answer-broke-off";

/** The answer that is given in a server's place when the stream ends on which its own should come. */
export function lostRequest(id: RequestId): JSONRPCErrorResponse {
  return {
    jsonrpc: "2.0",
    id,
    error: { code: connectionClosed, message: "The answer broke off.", data: { [mark]: true } },
  };
}

/** Whether an error is the one that `lostRequest` makes. */
export function isLostRequest(error: unknown): boolean {
  const data = typeof error === "object" && error !== null && "data" in error ? error.data : null;
  return typeof data === "object" && data !== null && mark in data;
}
