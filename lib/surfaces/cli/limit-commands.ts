import { IntentPattern } from "@/lib/contracts/intent";
import { PatchIntentRuleRequest, Price, type SavedIntentRule } from "@/lib/contracts/intent-rule";
import type { Call, Commands, Outcome } from "./command";
import { describeRule } from "./describe-rule";
import { limitVerbs } from "./limit-verbs";
import { parseOptions } from "./parse-options";
import { readLimitOptions } from "./read-limit-options";
import { readRequest } from "./read-request";
import { UsageError } from "./usage-error";
import { withAdmin } from "./with-admin";

/** `npm run limit:*` */
export const limitCommands: Commands = {
  usage: `  npm run limit:list
  npm run limit:set -- INTENT [--rate-per-minute 30] [--burst 5] [--concurrent-max 2] [--counts caller|all]
                      [--per-call 0.01] [--per-second 0.001] [--per-unit 0.00001] [--unit token] [--units-max 4000]
                      [--free]                   '' as a number takes it back; --free takes the price back
  npm run limit:stop -- INTENT                   refuses every call of it, from now on
  npm run limit:start -- INTENT
  npm run limit:remove -- INTENT
                      INTENT is an intent, a family such as 'ssh.*', or '*'; prices are in ORCHESTRATOR_CURRENCY`,
  verbs: {
    list,
    set,
    stop: (call) => setEnabled(call, false),
    start: (call) => setEnabled(call, true),
    remove,
  },
};

async function list(call: Call): Promise<Outcome> {
  if (call.args.length > 0) throw new UsageError(`'${call.args[0]}' is one word too many.`);
  const { rules, currency } = await withAdmin(call, (admin) => admin.do(limitVerbs.list, undefined));
  return said(rules.map((rule) => describeRule(rule, currency)).join("\n") || "There are no rules.");
}

async function set(call: Call): Promise<Outcome> {
  const { words, value } = readLimitOptions(call);
  const pattern = readPattern(words);
  const change = readRequest({ schema: PatchIntentRuleRequest, value, optionOf: limitOptionOf });
  if (Object.keys(change).length === 0) throw new UsageError("Say what to set.");
  const saved = await withAdmin(call, async (admin) => {
    if (!change.price) return admin.do(limitVerbs.set, { pattern, change });
    // Of a price, too, what is not named stays.
    const { rules } = await admin.do(limitVerbs.list, undefined);
    const known = rules.find((rule) => rule.pattern === pattern)?.price;
    const price = Price.parse({ ...known, ...(value.price as object) });
    return admin.do(limitVerbs.set, { pattern, change: { ...change, price } });
  });
  return said(describeSaved(saved, call.env.currency));
}

async function setEnabled(call: Call, is_enabled: boolean): Promise<Outcome> {
  const { positionals } = parseOptions({ args: call.args, options: {}, takesWords: true });
  const pattern = readPattern(positionals);
  const saved = await withAdmin(call, (admin) => admin.do(limitVerbs.set, { pattern, change: { is_enabled } }));
  return said(describeSaved(saved, call.env.currency));
}

async function remove(call: Call): Promise<Outcome> {
  const { positionals } = parseOptions({ args: call.args, options: {}, takesWords: true });
  const pattern = readPattern(positionals);
  const removed = await withAdmin(call, (admin) => admin.do(limitVerbs.remove, pattern));
  return said(`Removed the rule of ${removed.pattern}.`);
}

function readPattern([pattern, excess]: string[]): string {
  if (pattern === undefined) throw new UsageError("Name the intent, a family such as 'ssh.*', or '*'.");
  if (excess !== undefined) throw new UsageError(`'${excess}' is one word too many. Put '*' in quotes.`);
  const parsed = IntentPattern.safeParse(pattern);
  if (!parsed.success) throw new UsageError(`'${pattern}' ${parsed.error.issues[0]?.message}.`);
  return parsed.data;
}

function limitOptionOf(path: string): string {
  return `--${path.replace(/^price\./, "").replaceAll("_", "-")}`;
}

function describeSaved(rule: SavedIntentRule, currency: string): string {
  return [describeRule(rule, currency), ...(rule.note ? [rule.note] : [])].join("\n");
}

function said(text: string): Outcome {
  return { text, exitCode: 0 };
}
