import { errorCodes } from "@/lib/core/error-codes";
import { toAppError } from "@/lib/core/to-app-error";
import type { Context } from "@/lib/records/context";
import { answer } from "@/lib/surfaces/http/answer";
import { refuseOauth } from "./oauth-answer";

type Handle = (ctx: Omit<Context, "actor">, request: Request) => Promise<Response>;

const cors = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "GET, POST, OPTIONS",
  "access-control-allow-headers": "authorization, content-type, mcp-protocol-version",
  "access-control-max-age": "86400",
};

/**
 * A route handler for programs that nobody knows yet, in browsers as well: any origin may ask, and no cookie is looked
 * at. What is wrong with a request is said as OAuth says it.
 */
export function publicEndpoint(handle: Handle): (request: Request) => Promise<Response> {
  return async (request) => withCors(await answer(request, (ctx) => refuseInWords(() => handle(ctx, request))));
}

/** The answer to a browser that asks before it asks. */
export async function preflight(): Promise<Response> {
  return withCors(new Response(null, { status: 204 }));
}

async function refuseInWords(handle: () => Promise<Response>): Promise<Response> {
  try {
    return await handle();
  } catch (thrown) {
    const error = toAppError(thrown);
    const { status } = errorCodes[error.code];
    // The rest is ours, and is logged and answered like every other.
    if (status >= 500) throw error;
    if (error.code === "limit_reached") {
      const response = refuseOauth({ error: "temporarily_unavailable", error_description: error.detail }, 429);
      response.headers.set("retry-after", String(error.retryAfterS ?? 60));
      return response;
    }
    return refuseOauth({ error: "invalid_request", error_description: error.detail }, status === 413 ? 413 : 400);
  }
}

function withCors(response: Response): Response {
  for (const [name, value] of Object.entries(cors)) response.headers.set(name, value);
  return response;
}
