import type { Budget } from "@/lib/contracts/budget";
import { forSlack } from "@/lib/policy/for-slack";
import { operatorActor } from "@/lib/records/actors";
import { claimSoftNotices } from "@/lib/records/budgets/claim-soft-notices";
import { hasSoftNews } from "@/lib/records/budgets/has-soft-news";
import { readBudgets } from "@/lib/records/budgets/read-budgets";
import type { Context } from "@/lib/records/context";
import { tellOperators } from "./tell-operators";

/**
 * Tells the operators' own channel of each budget that has come to its soft amount, once a period; without a channel,
 * the audit log and the console alone. Says how many were told of.
 */
export async function notifyBudgets(ctx: Context): Promise<number> {
  if (!(await hasSoftNews(ctx))) return 0;
  const notices = await claimSoftNotices({ ...ctx, actor: operatorActor });
  for (const { budgetId, periodId } of notices) {
    const [budget] = await readBudgets(ctx, budgetId);
    if (budget) tellOf(ctx, { budget, periodId });
  }
  return notices.length;
}

function tellOf(ctx: Context, { budget, periodId }: { budget: Budget; periodId: string }): void {
  const { webhookUrl } = ctx.env.approvals;
  if (webhookUrl === null) return;
  const { budget_id, name, period, soft, hard, spent, resets_at } = budget;
  const amount = (of: number | null) => `${of ?? 0} ${ctx.env.currency}`;
  const url = `${ctx.env.publicUrl}/console/limits?budget=${encodeURIComponent(budget_id)}`;
  const rest = hard === null ? "Nothing is refused." : `Calls are refused from ${amount(hard)} on.`;
  const text = `The budget of *${forSlack(name)}* has come to its soft amount: ${amount(spent)} of ${amount(soft)} a ${period} are spent. ${rest}\n<${url}|Look at the budgets>`;
  const currency = ctx.env.currency;
  const body = JSON.stringify({ text, budget_id, period, soft, hard, spent, currency, resets_at, url });
  void tellOperators(ctx, { id: `${periodId}:${soft}`, url: webhookUrl, body });
}
