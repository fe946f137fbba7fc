import { createMcpHandler } from "@modelcontextprotocol/server";
import { AppError } from "@/lib/core/app-error";
import { toAppError } from "@/lib/core/to-app-error";
import { countRefusal } from "@/lib/dispatch/count-refusal";
import type { Actor, Context } from "@/lib/records/context";
import { holderOfRefused } from "@/lib/surfaces/http/admit-key";
import { answer } from "@/lib/surfaces/http/answer";
import { authenticate } from "@/lib/surfaces/http/authenticate";
import { logError } from "@/lib/surfaces/http/log-error";
import { noteCaller } from "@/lib/surfaces/http/observe-request";
import { readJsonBody } from "@/lib/surfaces/http/read-json-body";
import { checkSender } from "./check-sender";
import { createMcpServer } from "./create-mcp-server";
import { refuseRpc } from "./refuse-rpc";

/**
 * Answers one POST to `/mcp`, of either era of the protocol (2025 revisions, and 2026-07-28): each stands for itself,
 * there are no sessions. Whatever fails before the protocol's own answer is a JSON-RPC error with an HTTP status.
 */
export function respondMcp(request: Request): Promise<Response> {
  return answer(request, async (base) => {
    let actor: Actor | null = null;
    try {
      checkSender({ headers: request.headers, env: base.env });
      actor = await findBearer(base, request);
      noteCaller(request, actor);
      const body = await readJsonBody(request);
      refuseBatch(body);
      return await serve({ ...base, actor }, { request, body });
    } catch (thrown) {
      countRefusal(base, { thrown, actor: actor ?? holderOfRefused(thrown) });
      const error = toAppError(thrown);
      logError(base.log, error);
      return refuseRpc(base, { error, request });
    }
  });
}

async function serve(ctx: Context, { request, body }: { request: Request; body: unknown }): Promise<Response> {
  const handler = createMcpHandler(({ era }) => createMcpServer(ctx, era), {
    onerror: (error) => ctx.log.debug({ err: error }, "the MCP library refused or lost a message"),
  });
  const response = await handler.fetch(request, { parsedBody: body });
  if (!response.headers.has("cache-control")) response.headers.set("cache-control", "no-store");
  return response;
}

/** Whoever sends a key or an access token, or is on this very machine. A cookie comes with what any page sends, so it counts for nothing. */
function findBearer(ctx: Omit<Context, "actor">, request: Request): Promise<Actor> {
  const headers = new Headers(request.headers);
  headers.delete("cookie");
  const bare = new Request(request.url, { method: request.method, headers });
  return authenticate(ctx, bare, { areGrantsTaken: true });
}

/** Only the revision of March 2025 knows batches; the one after it has taken them out again. */
function refuseBatch(body: unknown): void {
  if (!Array.isArray(body)) return;
  throw new AppError({
    code: "invalid_request",
    detail: "The body is a batch, and each request must have a POST of its own.",
  });
}
