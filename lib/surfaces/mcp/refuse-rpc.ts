import { ProtocolErrorCode } from "@modelcontextprotocol/server";
import type { AppError } from "@/lib/core/app-error";
import { errorCodes } from "@/lib/core/error-codes";
import type { Context } from "@/lib/records/context";
import { mcpChallenge } from "@/lib/surfaces/oauth/describe-server";
import { rpcError } from "./rpc-error";

type RefuseInput = { error: AppError; request: Request };

/**
 * The answer to a request that never reached the protocol: a JSON-RPC error with its HTTP status. Whoever is not known
 * is told where the authorization server is found (RFC 9728, section 5.1).
 */
export function refuseRpc(ctx: Pick<Context, "env" | "requestId">, { error, request }: RefuseInput): Response {
  const { code, message, data } = rpcError(error, ctx.requestId);
  // Not its parameters are wrong, but the whole.
  const rpcCode = error.code === "invalid_request" ? ProtocolErrorCode.InvalidRequest : code;
  const body = { jsonrpc: "2.0", error: { code: rpcCode, message, data }, id: null };
  const headers = error.code === "unauthorized" ? { "www-authenticate": challenge(ctx, request) } : undefined;
  return Response.json(body, { status: errorCodes[error.code].status, ...(headers && { headers }) });
}

function challenge({ env }: Pick<Context, "env">, { headers }: Request): string {
  const found = mcpChallenge(env);
  return headers.has("authorization") ? found.replace(/^Bearer /, 'Bearer error="invalid_token", ') : found;
}
