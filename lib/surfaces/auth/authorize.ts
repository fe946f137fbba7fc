import { AppError } from "@/lib/core/app-error";
import type { Context } from "@/lib/records/context";
import type { User } from "@/lib/records/users/find-user";
import { checkCredentials, type Visitor } from "./check-credentials";

/**
 * The user whose password it is, or null. Throws an Error of one word for what is no answer: next-auth hands it to the
 * page as its error code.
 */
export async function authorize(ctx: Context, input: { given: unknown; visitor: Visitor }): Promise<User | null> {
  const verdict = await checkCredentials(ctx, input).catch((cause: unknown) => {
    if (cause instanceof AppError && cause.code === "busy") throw new Error("Busy");
    ctx.log.error({ err: cause }, "a sign-in could not be checked");
    throw new Error("Unavailable");
  });
  switch (verdict.kind) {
    case "accepted":
      return verdict.user;
    case "refused":
      ctx.log.warn({ address: input.visitor.address }, "a sign-in was refused");
      return null;
    case "throttled":
      ctx.log.warn({ address: input.visitor.address, waitMs: verdict.waitMs }, "a sign-in was throttled");
      throw new Error("Throttled");
  }
}
