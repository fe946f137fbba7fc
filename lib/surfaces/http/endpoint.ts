import type { Context } from "@/lib/records/context";
import { answer } from "./answer";
import { authenticate } from "./authenticate";

type RouteArguments<Params> = { params: Promise<Params> };
type Handler<Params> = (ctx: Context, request: Request, params: Params) => Promise<Response>;

/** A route handler for callers who are known: gives it a context with the caller as its actor. */
export function endpoint<Params = Record<string, never>>(handle: Handler<Params>) {
  return (request: Request, { params }: RouteArguments<Params>): Promise<Response> =>
    answer(request, async (base) => {
      const actor = await authenticate(base, request);
      return handle({ ...base, actor }, request, await params);
    });
}
