import { asc } from "drizzle-orm";
import { intentRules } from "@/lib/db/schema-admission";
import type { Context } from "@/lib/records/context";
import { remember } from "@/lib/records/remember";

export type StoredRule = typeof intentRules.$inferSelect;

/** Every rule, by pattern, as it was at most a second ago; a change by this process counts at once. */
export async function listRules(ctx: Pick<Context, "db" | "clock">): Promise<StoredRule[]> {
  const read = () => ctx.db.select().from(intentRules).orderBy(asc(intentRules.pattern));
  return (await remember(ctx, { name: "intent rules", read })) ?? [];
}
