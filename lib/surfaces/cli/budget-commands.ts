import { type Budget, CreateBudgetRequest, UpdateBudgetRequest } from "@/lib/contracts/budget";
import { budgetVerbs } from "./budget-verbs";
import { byOption } from "./by-option";
import type { Call, Commands, Outcome } from "./command";
import { parseOptions } from "./parse-options";
import { readNumberOption } from "./read-number-option";
import { readRequest } from "./read-request";
import { UsageError } from "./usage-error";
import { withAdmin } from "./with-admin";

/** `npm run budget:*` */
export const budgetCommands: Commands = {
  usage: `  npm run budget:list
  npm run budget:add -- --scope total|key|namespace|intent [--subject NAME] --period day|month [--soft 80] [--hard 100]
  npm run budget:edit -- BUDGET [--soft 80] [--hard 100]         '' as an amount takes it back
  npm run budget:remove -- BUDGET
                      --subject is a key's id, a namespace or an intent pattern; amounts are in ORCHESTRATOR_CURRENCY`,
  verbs: { list, add, edit, remove },
};

const text = { type: "string" } as const;
const amounts = { soft: text, hard: text };
const optionOf = (path: string) => `--${path}`;

async function list(call: Call): Promise<Outcome> {
  if (call.args.length > 0) throw new UsageError(`'${call.args[0]}' is one word too many.`);
  const { budgets, currency } = await withAdmin(call, (admin) => admin.do(budgetVerbs.list, undefined));
  return said(budgets.map((budget) => describe(budget, currency)).join("\n") || "There are no budgets.");
}

async function add(call: Call): Promise<Outcome> {
  const options = { scope: text, subject: text, period: text, ...amounts };
  const { values } = parseOptions({ args: call.args, options, takesWords: false });
  const { scope, subject, period } = values;
  const value = known({ scope, subject, period, ...amountsOf(values) });
  const request = readRequest({ schema: CreateBudgetRequest, value, optionOf });
  const made = await withAdmin(call, (admin) => byOption({ done: admin.do(budgetVerbs.add, request), optionOf }));
  return said(describe(made, call.env.currency));
}

async function edit(call: Call): Promise<Outcome> {
  const { values, positionals } = parseOptions({ args: call.args, options: amounts, takesWords: true });
  const id = readId(positionals);
  const change = readRequest({ schema: UpdateBudgetRequest, value: known(amountsOf(values)), optionOf });
  if (Object.keys(change).length === 0) throw new UsageError("Say what to change.");
  const changed = await withAdmin(call, (admin) =>
    byOption({ done: admin.do(budgetVerbs.edit, { id, change }), optionOf }),
  );
  return said(describe(changed, call.env.currency));
}

async function remove(call: Call): Promise<Outcome> {
  const { positionals } = parseOptions({ args: call.args, options: {}, takesWords: true });
  const id = readId(positionals);
  const removed = await withAdmin(call, (admin) => admin.do(budgetVerbs.remove, id));
  return said(`Removed the budget of ${removed.name} (${removed.budget_id}).`);
}

function readId([id, excess]: string[]): string {
  if (id === undefined) throw new UsageError("Name the budget by its id, as npm run budget:list shows it.");
  if (excess !== undefined) throw new UsageError(`'${excess}' is one word too many.`);
  return id;
}

function amountsOf({ soft, hard }: { soft?: string; hard?: string }) {
  const amount = (option: string, given: string | undefined) => (given === "" ? null : readNumberOption(option, given));
  return { soft: amount("--soft", soft), hard: amount("--hard", hard) };
}

function known(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function describe({ budget_id, name, period, soft, hard, spent, reserved, resets_at }: Budget, currency: string) {
  return [
    budget_id,
    `${name}, a ${period}`,
    `${spent} ${currency} spent`,
    ...(reserved > 0 ? [`${reserved} set aside`] : []),
    ...(soft === null ? [] : [`told at ${soft}`]),
    ...(hard === null ? [] : [`refused past ${hard}`]),
    `anew at ${resets_at}`,
  ].join("  ");
}

function said(text: string): Outcome {
  return { text, exitCode: 0 };
}
