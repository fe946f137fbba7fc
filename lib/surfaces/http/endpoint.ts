import { countRefusal } from "@/lib/dispatch/count-refusal";
import type { Actor, Context } from "@/lib/records/context";
import { holderOfRefused } from "./admit-key";
import { answer } from "./answer";
import { authenticate } from "./authenticate";
import { noteCaller } from "./observe-request";
import type { RouteParams } from "./route-pattern";

type RouteArguments<Params> = { params: Promise<Params> };
type Handler<Params> = (ctx: Context, request: Request, params: Params) => Promise<Response>;

/** A route handler for callers who are known: gives it a context with the caller as its actor. */
export function endpoint<Params = Record<string, never>>(handle: Handler<Params>) {
  return async (request: Request, argument: RouteArguments<Params>): Promise<Response> => {
    const params = await argument.params;
    const respond = async (base: Omit<Context, "actor">) => {
      const actor = await authenticate(base, request);
      noteCaller(request, actor);
      return handle({ ...base, actor }, request, params);
    };
    return answer(request, respond, params as RouteParams);
  };
}

/** The same for a call: one that is refused before it is understood counts as usage too. */
export function callEndpoint<Params = Record<string, never>>(handle: Handler<Params>) {
  return async (request: Request, argument: RouteArguments<Params>): Promise<Response> => {
    const params = await argument.params;
    const respond = async (base: Omit<Context, "actor">) => {
      let actor: Actor | null = null;
      try {
        actor = await authenticate(base, request);
        noteCaller(request, actor);
        return await handle({ ...base, actor }, request, params);
      } catch (thrown) {
        countRefusal(base, { thrown, actor: actor ?? holderOfRefused(thrown) });
        throw thrown;
      }
    };
    return answer(request, respond, params as RouteParams);
  };
}
