import { AppError } from "@/lib/core/app-error";
import { answer } from "./answer";
import { respondError } from "./respond";

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
type Handler = (request: Request) => Promise<Response>;

/**
 * Handlers for the methods that a path does not have, and for OPTIONS: a 405 envelope that names those it has, where
 * Next alone would answer without a word. Source: RFC 9110, section 15.5.6.
 */
export function refuseMethodsBut(...allowed: Method[]): Record<Method | "OPTIONS", Handler> {
  const allow = [...allowed, ...(allowed.includes("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");
  const refuse: Handler = (request) =>
    answer(request, async ({ requestId }) => {
      const error = new AppError({
        code: "method_not_allowed",
        detail: `This path does not take ${request.method}.`,
        hint: `It takes: ${allow}.`,
      });
      const response = respondError(error, requestId);
      response.headers.set("allow", allow);
      return response;
    });
  const options: Handler = async () => new Response(null, { status: 204, headers: { allow } });
  return { GET: refuse, POST: refuse, PUT: refuse, PATCH: refuse, DELETE: refuse, OPTIONS: options };
}
