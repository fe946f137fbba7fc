import { randomToken, sha256Hex } from "@/lib/core/crypto";
import { createId } from "@/lib/core/ids";
import { apiKeys } from "@/lib/db/schema";
import type { Context } from "@/lib/records/context";

type KeyRow = typeof apiKeys.$inferInsert;
type InsertKeyInput = Omit<KeyRow, "id" | "hash" | "startsWith" | "createdAt"> & {
  /** Before which moment it was not made, whatever the clock says. */
  notBefore?: Date;
};

/** Writes a new key, of which the database keeps the SHA-256; answers with its id and with it in clear. */
export async function insertKey(
  tx: Pick<Context, "db" | "clock">,
  { notBefore, ...facts }: InsertKeyInput,
): Promise<{ id: string; key: string }> {
  const createdAt = new Date(Math.max(tx.clock.now().getTime(), notBefore?.getTime() ?? 0));
  const key = `ork_${randomToken(32)}`;
  const id = createId("key", createdAt.getTime());
  await tx.db.insert(apiKeys).values({ ...facts, id, hash: sha256Hex(key), startsWith: key.slice(0, 8), createdAt });
  return { id, key };
}
