import type { IntentRule, IntentRuleList, PatchIntentRuleRequest, SavedIntentRule } from "@/lib/contracts/intent-rule";
import { saveIntentRule } from "@/lib/dispatch/save-intent-rule";
import { deleteRule } from "@/lib/records/admission/delete-rule";
import { listRules } from "@/lib/records/admission/list-rules";
import { ruleEntry } from "@/lib/records/admission/rule-entry";
import type { AdminVerb } from "./with-admin";

type Change = { pattern: string; change: PatchIntentRuleRequest };

const pathOf = (pattern: string) => `/intent-rules/${encodeURIComponent(pattern)}`;

const list: AdminVerb<void, IntentRuleList> = {
  run: async (ctx) => ({ rules: (await listRules(ctx)).map(ruleEntry), currency: ctx.env.currency }),
  ask: () => ({ method: "GET", path: "/intent-rules" }),
};

const set: AdminVerb<Change, SavedIntentRule> = {
  run: (ctx, { pattern, change }) => saveIntentRule(ctx, { pattern, change, isWhole: false }),
  ask: ({ pattern, change }) => ({ method: "PATCH", path: pathOf(pattern), body: change }),
};

const remove: AdminVerb<string, IntentRule> = {
  run: deleteRule,
  ask: (pattern) => ({ method: "DELETE", path: pathOf(pattern) }),
};

/** What the command line does with the rules of intents. */
export const limitVerbs = { list, set, remove };
