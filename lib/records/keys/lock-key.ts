import { and, eq, isNull, sql } from "drizzle-orm";
import { AppError } from "@/lib/core/app-error";
import { apiKeys } from "@/lib/db/schema";
import type { Context } from "@/lib/records/context";

/** The key that ORCHESTRATOR_API_KEY is. */
export const environmentKeyId = "key_environment";

type KeyRow = typeof apiKeys.$inferSelect;

/** A key that was not revoked, held until the transaction ends. Throws `not_found`. */
export async function lockKey(tx: Pick<Context, "db">, id: string): Promise<KeyRow> {
  const [row] = await tx.db
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
    .for("update");
  if (row) return row;
  throw new AppError({
    code: "not_found",
    detail: `There is no key '${id.slice(0, 64)}' in use.`,
    hint: "npm run key:list shows them.",
  });
}

/** Holds every key of a key's caller until the transaction ends, in order, like everybody who locks several. */
export async function lockKeysOfCaller(tx: Pick<Context, "db">, id: string): Promise<void> {
  await tx.db.execute(sql`
    select 1 from api_keys
    where coalesce(replaces, id) = (select coalesce(replaces, id) from api_keys where id = ${id})
    order by id for update`);
}

/** Refuses to change what the environment says of a key. Throws `forbidden`. */
export function refuseEnvironmentKey({ id }: KeyRow, verb: "changed" | "rotated"): void {
  if (id !== environmentKeyId) return;
  throw new AppError({
    code: "forbidden",
    detail: `The key of ORCHESTRATOR_API_KEY cannot be ${verb} here: the environment says what it is.`,
    hint: "Set the variable to another value, or unset it, and start the server again.",
  });
}
