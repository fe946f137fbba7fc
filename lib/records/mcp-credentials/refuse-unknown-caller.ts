import { and, eq, isNull } from "drizzle-orm";
import { AppError } from "@/lib/core/app-error";
import { apiKeys, users } from "@/lib/db/schema";
import type { Context } from "@/lib/records/context";

/** Throws `invalid_request` for a caller that there is not: no key in use, no user. */
export async function refuseUnknownCaller({ db }: Pick<Context, "db">, callerId: string): Promise<void> {
  if (callerId === "*" || callerId === "local") return;
  const found = callerId.startsWith("key_")
    ? await db.$count(apiKeys, and(eq(apiKeys.id, callerId), isNull(apiKeys.revokedAt)))
    : await db.$count(users, eq(users.id, callerId));
  if (found > 0) return;
  const message = callerId.startsWith("key_") ? "is no key in use" : "is no user";
  throw new AppError({
    code: "invalid_request",
    detail: `'${callerId}' ${message}.`,
    hint: "npm run key:list shows the keys.",
    errors: [{ path: "caller_id", message }],
  });
}
