import { eq } from "drizzle-orm";
import type { KeyEntry } from "@/lib/contracts/key";
import { AppError } from "@/lib/core/app-error";
import { apiKeys } from "@/lib/db/schema";
import type { Context } from "@/lib/records/context";
import { readKeyEntries } from "./read-key-entries";

/** A key that there is or was. Throws `not_found`. */
export async function getKey(ctx: Pick<Context, "db" | "clock">, id: string): Promise<KeyEntry> {
  const [entry] = await readKeyEntries(ctx, { where: eq(apiKeys.id, id), limit: 1 });
  if (entry) return entry;
  throw new AppError({
    code: "not_found",
    detail: `There is no key '${id.slice(0, 64)}'.`,
    hint: "npm run key:list shows them.",
  });
}
