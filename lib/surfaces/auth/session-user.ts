import { getToken, type JWT } from "next-auth/jwt";
import type { Context } from "@/lib/records/context";
import { findUser, type User } from "@/lib/records/users/find-user";
import { getRuntime } from "@/lib/surfaces/process/runtime";

/** The console user whose session cookie came with a request; null when there is none that holds. */
export async function findSessionUser(ctx: Pick<Context, "db" | "env">, request: Request): Promise<User | null> {
  const cookie = request.headers.get("cookie");
  if (!cookie?.includes("next-auth.session-token")) return null;
  const cookies = Object.fromEntries(cookie.split(/;\s*/).map((pair) => pair.split(/=(.*)/s, 2)));
  const { sessionSecret } = await getRuntime();
  const token = await getToken({
    req: { headers: Object.fromEntries(request.headers), cookies } as never,
    secret: sessionSecret,
    secureCookie: ctx.env.publicUrl.startsWith("https:"),
  });
  return token && findTokenUser(ctx, token);
}

/** The user of a session's token, unless they were removed or their sessions ended since it was written. */
export async function findTokenUser(ctx: Pick<Context, "db">, token: JWT): Promise<User | null> {
  const user = token.sub ? await findUser(ctx, { id: token.sub }) : null;
  return user && user.sessionVersion === (token.version ?? 0) ? user : null;
}
