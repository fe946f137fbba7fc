import { getToken, type JWT } from "next-auth/jwt";
import type { Context } from "@/lib/records/context";
import { findUser, type User } from "@/lib/records/users/find-user";
import { getRuntime } from "@/lib/surfaces/process/runtime";

/** However often it is used, a session ends by then: a cookie that was copied is not good for ever. */
const sessionMsMax = 30 * 24 * 60 * 60 * 1000;

/** The console user whose session cookie came with a request; null when there is none that holds. */
export async function findSessionUser(
  ctx: Pick<Context, "db" | "env" | "clock">,
  request: Request,
): Promise<User | null> {
  const cookie = request.headers.get("cookie");
  if (!hasSessionCookie(request) || cookie === null) return null;
  const cookies = Object.fromEntries(cookie.split(/;\s*/).map((pair) => pair.split(/=(.*)/s, 2)));
  const { sessionSecret } = await getRuntime();
  const token = await getToken({
    req: { headers: Object.fromEntries(request.headers), cookies } as never,
    secret: sessionSecret,
    secureCookie: ctx.env.publicUrl.startsWith("https:"),
  });
  return token && findTokenUser(ctx, token);
}

/** Whether a request brings a session cookie, one that holds or not. */
export function hasSessionCookie({ headers }: Request): boolean {
  return headers.get("cookie")?.includes("next-auth.session-token") ?? false;
}

/** The user of a session's token, unless they were removed or their sessions ended since, or it is too old. */
export async function findTokenUser(ctx: Pick<Context, "db" | "clock">, token: JWT): Promise<User | null> {
  const { signedInMs } = token;
  if (typeof signedInMs !== "number" || ctx.clock.now().getTime() - signedInMs > sessionMsMax) return null;
  const user = token.sub ? await findUser(ctx, { id: token.sub }) : null;
  return user && user.sessionVersion === (token.version ?? 0) ? user : null;
}
