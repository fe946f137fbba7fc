import { AppError } from "@/lib/core/app-error";
import { answer } from "./answer";
import { requestIdOf } from "./request-id";
import { respondError } from "./respond";
import type { RouteParams } from "./route-pattern";

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
type Argument = { params?: Promise<RouteParams> };
type Handler = (request: Request, argument?: Argument) => Promise<Response>;

/**
 * Handlers for the methods that a path does not have, and for OPTIONS: a 405 envelope that names those it has, where
 * Next alone would answer without a word. Source: RFC 9110, section 15.5.6.
 */
export function refuseMethodsBut(...allowed: Method[]): Record<Method | "OPTIONS", Handler> {
  const allow = [...allowed, ...(allowed.includes("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");
  const refuse: Handler = async (request, argument) => {
    const respond = async ({ requestId }: { requestId: string }) => {
      const error = new AppError({
        code: "method_not_allowed",
        detail: `This path does not take ${request.method}.`,
        hint: `It takes: ${allow}.`,
      });
      const response = respondError(error, requestId);
      response.headers.set("allow", allow);
      return response;
    };
    return answer(request, respond, await argument?.params);
  };
  const options: Handler = async (request) => {
    return new Response(null, { status: 204, headers: { allow, "x-request-id": requestIdOf(request) } });
  };
  return { GET: refuse, POST: refuse, PUT: refuse, PATCH: refuse, DELETE: refuse, OPTIONS: options };
}
