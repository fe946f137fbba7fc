import type { IntentRule } from "@/lib/contracts/intent-rule";
import { numberOf } from "./split-words";

type Values = Record<string, string | boolean>;

const limits = ["rate_per_minute", "burst", "concurrent_max"] as const;
const prices = ["per_call", "per_second", "per_unit"] as const;

/** What the form of a rule begins with; an empty field is no limit, and no price. */
export function ruleValues(rule: IntentRule | null): Values {
  const text = (value: number | null | undefined) => (value == null ? "" : String(value));
  return {
    pattern: rule?.pattern ?? "",
    counts: rule?.counts ?? "caller",
    ...Object.fromEntries(limits.map((name) => [name, text(rule?.[name])])),
    ...Object.fromEntries(prices.map((name) => [`price.${name}`, text(rule?.price?.[name])])),
    "price.unit": rule?.price?.unit ?? "",
    "price.units_max": text(rule?.price?.units_max),
  };
}

/** The pattern and the body that a filled form stands for. */
export function ruleRequest(values: Values): { pattern: string; body: object } {
  const text = (name: string) => String(values[name] ?? "").trim();
  const optional = (name: string) => (text(name) === "" ? null : numberOf(text(name)));
  const isPriced = prices.some((name) => text(`price.${name}`) !== "");
  const price = {
    ...Object.fromEntries(prices.map((name) => [name, optional(`price.${name}`) ?? 0])),
    unit: text("price.unit") || null,
    units_max: optional("price.units_max") ?? 0,
  };
  const body = {
    counts: values.counts,
    ...Object.fromEntries(limits.map((name) => [name, optional(name)])),
    price: isPriced ? price : null,
  };
  return { pattern: text("pattern"), body };
}
