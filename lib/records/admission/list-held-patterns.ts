import { eq } from "drizzle-orm";
import { budgets } from "@/lib/db/schema-admission";
import type { Context } from "@/lib/records/context";
import { remember } from "@/lib/records/remember";
import { listRules } from "./list-rules";

/** The patterns that an operator holds to a rule or a budget, as they were at most a second ago. */
export async function listHeldPatterns(ctx: Pick<Context, "db" | "clock">): Promise<string[]> {
  const read = () => ctx.db.select({ pattern: budgets.subject }).from(budgets).where(eq(budgets.scope, "intent"));
  const ofBudgets = (await remember(ctx, { name: "budget patterns", read })) ?? [];
  return [...(await listRules(ctx)), ...ofBudgets].map(({ pattern }) => pattern);
}
