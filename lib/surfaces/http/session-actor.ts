import { getToken } from "next-auth/jwt";
import { AppError } from "@/lib/core/app-error";
import { userActor } from "@/lib/records/actors";
import type { Actor, Context } from "@/lib/records/context";
import { findUser } from "@/lib/records/users/find-user";
import { getRuntime } from "@/lib/surfaces/process/runtime";

const readMethods = new Set(["GET", "HEAD"]);

/** The console user whose session cookie came with a request, with the role the database gives it now; else null. */
export async function findSessionActor(ctx: Omit<Context, "actor">, request: Request): Promise<Actor | null> {
  const cookie = request.headers.get("cookie");
  if (!cookie?.includes("next-auth.session-token")) return null;
  const cookies = Object.fromEntries(cookie.split(/;\s*/).map((pair) => pair.split(/=(.*)/s, 2)));
  const { sessionSecret } = await getRuntime();
  const token = await getToken({
    req: { headers: Object.fromEntries(request.headers), cookies } as never,
    secret: sessionSecret,
    secureCookie: ctx.env.publicUrl.startsWith("https:"),
  });
  const user = token?.sub ? await findUser(ctx, { id: token.sub }) : null;
  if (!user) return null;
  if (!readMethods.has(request.method)) checkOrigin(request);
  return userActor(user);
}

/** A cookie is sent by any page that knows our address; only our own pages send our origin. */
function checkOrigin(request: Request): void {
  const origin = request.headers.get("origin");
  if (origin !== null && URL.canParse(origin) && new URL(origin).host === request.headers.get("host")) return;
  throw new AppError({
    code: "forbidden",
    detail: "A change with a console session must come from the console itself.",
    hint: "Scripts send an API key instead: Authorization: Bearer ork_...",
    errors: [{ path: "Origin", message: "is not this server's own" }],
  });
}
