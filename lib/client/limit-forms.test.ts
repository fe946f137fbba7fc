import { expect, it } from "vitest";
import { Budget, CreateBudgetRequest, UpdateBudgetRequest } from "@/lib/contracts/budget";
import { type IntentRule, PatchIntentRuleRequest } from "@/lib/contracts/intent-rule";
import { budgetRequest, budgetValues } from "./budget-form";
import { describeLimits, describePrice } from "./describe-rule";
import { ruleRequest, ruleValues } from "./rule-form";

const rule: IntentRule = {
  pattern: "ssh.*",
  is_enabled: true,
  rate_per_minute: 30,
  burst: 5,
  concurrent_max: 2,
  counts: "all",
  price: { per_call: 0.5, per_second: 0, per_unit: 0.00001, unit: "token", units_max: 1_000 },
  updated_at: "2026-11-29T00:00:00.000Z",
  updated_by: "ada@example.com",
};

it("keeps a rule as it is when nothing in its form is changed", () => {
  const { pattern, body } = ruleRequest(ruleValues(rule));
  const { rate_per_minute, burst, concurrent_max, counts, price } = rule;
  expect(pattern).toBe("ssh.*");
  expect(PatchIntentRuleRequest.parse(body)).toEqual({ rate_per_minute, burst, concurrent_max, counts, price });
});

it("makes no limit and no price of empty fields, and leaves the switch alone", () => {
  const { body } = ruleRequest({ ...ruleValues(null), pattern: " a.b " });
  expect(body).toEqual({ counts: "caller", rate_per_minute: null, burst: null, concurrent_max: null, price: null });
});

it("sends what is no number as it is typed, to be refused by name", () => {
  expect(PatchIntentRuleRequest.safeParse(ruleRequest({ ...ruleValues(null), burst: "few" }).body).success).toBe(false);
});

it("says of a rule what it limits and what it costs", () => {
  expect(describeLimits(rule)).toBe("30 calls a minute, 5 at once · 2 jobs at a time · all callers together");
  expect(describePrice(rule, "EUR")).toBe("0.5 EUR a call · 0.00001 EUR a token, up to 1,000 set aside");
  expect(describeLimits({ ...rule, rate_per_minute: null, burst: null, concurrent_max: null })).toBe("");
  expect(describePrice({ ...rule, price: null }, "EUR")).toBe("");
});

it("makes a budget of a filled form, and of a known one only its amounts", () => {
  const values = { ...budgetValues(null), soft: "1", hard: "2.5" };
  const made = { scope: "total", subject: "", period: "month", soft: 1, hard: 2.5 };
  expect(CreateBudgetRequest.parse(budgetRequest(values, null))).toEqual(made);
  const known = { ...made, budget_id: "bud_1", name: "all calls", spent: 0, reserved: 0 };
  const budget = Budget.parse({ ...known, resets_at: "", updated_at: "", updated_by: "" });
  const change = budgetRequest({ ...budgetValues(budget), hard: "" }, budget);
  expect(UpdateBudgetRequest.parse(change)).toEqual({ soft: 1, hard: null });
});
