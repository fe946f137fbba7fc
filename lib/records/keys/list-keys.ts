import { desc } from "drizzle-orm";
import type { KeyEntry } from "@/lib/contracts/key";
import { apiKeys } from "@/lib/db/schema";
import type { Context } from "@/lib/records/context";
import { keyEntry } from "./key-entry";

const keysMax = 500;

/** The keys there are and were, newest first. */
export async function listKeys(ctx: Context): Promise<KeyEntry[]> {
  const rows = await ctx.db.select().from(apiKeys).orderBy(desc(apiKeys.id)).limit(keysMax);
  return rows.map(keyEntry);
}
