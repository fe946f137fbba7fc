import type { TightBudget } from "@/lib/contracts/attention";
import type { Context } from "@/lib/records/context";
import { readBudgets } from "./read-budgets";

const nearShare = 0.9;

/** The budgets that a person should look at, for admins; nobody else sees any. */
export async function listTightBudgets(ctx: Pick<Context, "db" | "env" | "actor">): Promise<TightBudget[]> {
  if (!ctx.actor.rights.includes("admin")) return [];
  const all = await readBudgets(ctx);
  const tight = all.filter(
    ({ soft, hard, spent, reserved }) =>
      (soft !== null && spent >= soft) || (hard !== null && spent + reserved >= nearShare * hard),
  );
  return tight.map(({ budget_id, name, period, soft, hard, spent, reserved, resets_at }) => {
    return { budget_id, name, period, soft, hard, spent, reserved, resets_at, currency: ctx.env.currency };
  });
}
