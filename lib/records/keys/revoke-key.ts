import { and, eq, isNull } from "drizzle-orm";
import type { KeyEntry } from "@/lib/contracts/key";
import { AppError } from "@/lib/core/app-error";
import { apiKeys } from "@/lib/db/schema";
import type { Context } from "@/lib/records/context";
import { forgetRemembered } from "@/lib/records/remember";
import { keyEntry } from "./key-entry";

/** Ends a key for good; this process refuses it at once, every other one within a second. Throws `not_found` for one that is not in use. */
export async function revokeKey(ctx: Context, id: string): Promise<KeyEntry> {
  const [row] = await ctx.db
    .update(apiKeys)
    .set({ revokedAt: ctx.clock.now() })
    .where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
    .returning();
  forgetRemembered(ctx);
  if (row) return keyEntry(row);
  throw new AppError({
    code: "not_found",
    detail: `There is no key '${id}' in use.`,
    hint: "npm run key:list shows them.",
  });
}
