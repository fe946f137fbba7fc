import { and, lt } from "drizzle-orm";
import type { KeyList, KeysQuery } from "@/lib/contracts/key";
import { apiKeys } from "@/lib/db/schema";
import type { Context } from "@/lib/records/context";
import { isInState } from "./key-state";
import { readKeyEntries } from "./read-key-entries";

/** A page of the keys there are and were, newest first, and the cursor of the next one. */
export async function listKeys(ctx: Context, { state, limit, cursor }: KeysQuery): Promise<KeyList> {
  const isAfter = cursor === undefined ? undefined : lt(apiKeys.id, cursor);
  const isWanted = state === undefined ? undefined : isInState(state, ctx.clock.now());
  const rows = await readKeyEntries(ctx, { where: and(isAfter, isWanted), limit: limit + 1 });
  const keys = rows.slice(0, limit);
  return { keys, next_cursor: rows.length > limit ? (keys.at(-1)?.key_id ?? null) : null };
}
