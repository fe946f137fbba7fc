import { ProtocolError, ProtocolErrorCode } from "@modelcontextprotocol/server";
import type { AppError } from "@/lib/core/app-error";
import type { ErrorCode } from "@/lib/core/error-codes";

/** Of what is not in here the server itself is the reason. */
const rpcCodes: Partial<Record<ErrorCode, number>> = {
  invalid_json: ProtocolErrorCode.ParseError,
  invalid_request: ProtocolErrorCode.InvalidParams,
  internal: ProtocolErrorCode.InternalError,
};

/** What the protocol leaves to a server: everything that has no code of its own. */
const ownCode = -32_000;

/** An error as JSON-RPC tells it, for what is no result of a tool. */
export function rpcError(error: AppError, requestId: string): ProtocolError {
  const { code, detail, hint, errors } = error;
  const data = { code, ...(hint && { hint }), ...(errors.length > 0 && { errors }), request_id: requestId };
  return new ProtocolError(rpcCodes[code] ?? ownCode, detail, data);
}
