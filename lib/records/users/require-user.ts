import { AppError } from "@/lib/core/app-error";
import type { Context } from "@/lib/records/context";
import { findUser, type User } from "./find-user";

/** The console user who asks; throws `forbidden` for a key and for any other caller, which has no account. */
export async function requireUser(ctx: Pick<Context, "db" | "actor">): Promise<User> {
  const user = ctx.actor.kind === "user" ? await findUser(ctx, { id: ctx.actor.id }) : null;
  if (user) return user;
  throw new AppError({
    code: "forbidden",
    detail: "Only somebody who is signed in to the console has an account.",
    hint: "Sign in at /sign-in.",
  });
}
