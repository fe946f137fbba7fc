import { localActor } from "@/lib/records/actors";
import type { Context } from "@/lib/records/context";
import { answer } from "./answer";
import { checkOrigin } from "./check-origin";

type Handler = (ctx: Context, request: Request) => Promise<Response>;

/** A route handler for whoever brings a secret in the body instead of a name: its actor has no right, and no page elsewhere may send it. */
export function publicEndpoint(handle: Handler) {
  return (request: Request): Promise<Response> =>
    answer(request, async (base) => {
      if (request.headers.has("origin")) checkOrigin(request);
      return handle({ ...base, actor: localActor }, request);
    });
}
