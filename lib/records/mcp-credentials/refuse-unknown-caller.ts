import { and, eq, isNull } from "drizzle-orm";
import { AppError } from "@/lib/core/app-error";
import type { Db } from "@/lib/db/database";
import { apiKeys, users } from "@/lib/db/schema";
import type { Context } from "@/lib/records/context";
import { isOfCaller } from "@/lib/records/keys/caller-of";

/**
 * Throws `invalid_request` for a caller that there is not: no key in use, no user. A key that took over from another
 * calls as that one, even after its end.
 */
export async function refuseUnknownCaller({ db }: Pick<Context, "db">, callerId: string): Promise<void> {
  if (callerId === "*" || callerId === "local") return;
  const isKey = callerId.startsWith("key_");
  const found = isKey
    ? await db.$count(apiKeys, and(isOfCaller(callerId), isNull(apiKeys.revokedAt)))
    : await db.$count(users, eq(users.id, callerId));
  const successor = isKey ? await findKeyCaller(db, callerId) : null;
  if (found > 0 && successor === null) return;
  const none = isKey ? "is no key in use" : "is no user";
  const message = successor === null ? none : `calls as ${successor}, from which it took over: name that`;
  throw new AppError({
    code: "invalid_request",
    detail: `'${callerId}' ${message}.`,
    hint: "npm run key:list shows the keys.",
    errors: [{ path: "caller_id", message }],
  });
}

async function findKeyCaller(db: Db, id: string): Promise<string | null> {
  const [row] = await db.select({ replaces: apiKeys.replaces }).from(apiKeys).where(eq(apiKeys.id, id));
  return row?.replaces ?? null;
}
