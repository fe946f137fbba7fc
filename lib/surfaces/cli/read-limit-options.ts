import type { Call } from "./command";
import { parseOptions } from "./parse-options";
import { readNumberOption } from "./read-number-option";

const text = { type: "string" } as const;
const limits = ["rate-per-minute", "burst", "concurrent-max"] as const;
const prices = ["per-call", "per-second", "per-unit", "units-max"] as const;
const options = {
  "rate-per-minute": text,
  burst: text,
  "concurrent-max": text,
  counts: text,
  "per-call": text,
  "per-second": text,
  "per-unit": text,
  unit: text,
  "units-max": text,
  free: { type: "boolean" },
} as const;

/** What `limit:set` was told: the words beside the options, and the fields of a request that were given. */
export function readLimitOptions(call: Pick<Call, "args">): { words: string[]; value: Record<string, unknown> } {
  const { values, positionals } = parseOptions({ args: call.args, options, takesWords: true });
  const number = (name: (typeof limits)[number] | (typeof prices)[number]) =>
    values[name] === "" ? null : readNumberOption(`--${name}`, values[name]);
  const fieldOf = (name: string) => name.replaceAll("-", "_");
  const given = Object.fromEntries(limits.map((name) => [fieldOf(name), number(name)]));
  const price = known({
    ...Object.fromEntries(prices.map((name) => [fieldOf(name), number(name) ?? undefined])),
    unit: values.unit,
  });
  const isPriced = Object.keys(price).length > 0;
  const value = known({ ...given, counts: values.counts, price: values.free ? null : isPriced ? price : undefined });
  return { words: positionals, value };
}

function known(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
