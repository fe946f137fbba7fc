import { userActor } from "@/lib/records/actors";
import type { Actor, Context } from "@/lib/records/context";
import { findSessionUser } from "@/lib/surfaces/auth/session-user";
import { checkOrigin } from "./check-origin";

const readMethods = new Set(["GET", "HEAD"]);

/** The console user whose session cookie came with a request, with the role the database gives it now; else null. */
export async function findSessionActor(ctx: Omit<Context, "actor">, request: Request): Promise<Actor | null> {
  const user = await findSessionUser(ctx, request);
  if (!user) return null;
  if (!readMethods.has(request.method)) checkOrigin(request);
  return userActor(user);
}
